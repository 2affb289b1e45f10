//! The lists behind [`super`]: `name` in Latin letters, or `name/latin`.

pub const ENGLISH_FIRST: &str = "James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard Susan Joseph Jessica Thomas Sarah Charles Karen
    Christopher Lisa Daniel Nancy Matthew Betty Anthony Sandra Mark Margaret Donald Ashley Steven Kimberly Paul Emily Andrew Donna Joshua Michelle Kenneth Carol Kevin Amanda
    Brian Melissa George Deborah Timothy Stephanie Ronald Rebecca Jason Laura Edward Helen Jeffrey Sharon Ryan Cynthia Jacob Kathleen Gary Amy Nicholas Angela Eric Olivia";
pub const ENGLISH_LAST: &str = "Smith Johnson Williams Brown Jones Miller Davis Wilson Anderson Taylor Thomas Moore Jackson Martin Lee Thompson White Harris Clark Lewis Robinson
    Walker Young Allen King Wright Scott Hill Green Adams Nelson Baker Hall Campbell Mitchell Carter Roberts Phillips Evans Turner Parker Collins Edwards Stewart Morris Murphy
    Cook Rogers Morgan Cooper Peterson Bailey Reed Kelly Howard Ward Cox Richardson Watson Brooks Wood Bennett Gray Hughes Price Myers Long Foster";
pub const SPANISH_FIRST: &str = "María José Carmen Antonio Ana Manuel Isabel Francisco Laura Javier Lucía Daniel Cristina Carlos Marta Alejandro Elena Miguel Sara Rafael Paula Pedro
    Raquel Ángel Pilar Fernando Beatriz Sergio Rosa Luis Silvia Jorge Teresa Alberto Patricia Álvaro Julia Diego Irene Adrián Andrea Raúl Rocío Iván Mónica Rubén Alba Óscar Inés
    Enrique Nuria Ramón Sofía Vicente Claudia Andrés Eva Joaquín Nerea Santiago Lorena Víctor Valentina Mateo Camila Emilio Martina Tomás";
pub const SPANISH_LAST: &str = "García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Martín Jiménez Ruiz Hernández Díaz Moreno Muñoz Álvarez Romero Alonso Gutiérrez
    Navarro Torres Domínguez Vázquez Ramos Gil Ramírez Serrano Blanco Molina Morales Suárez Ortega Delgado Castro Ortiz Rubio Marín Sanz Núñez Iglesias Medina Garrido Cortés
    Castillo Santos Lozano Guerrero Cano Prieto Méndez Cruz Calvo Gallego Vidal León Márquez Herrera Peña Flores Cabrera Campos Vega Fuentes Carrasco Diez Reyes Caballero";
pub const PORTUGUESE_FIRST: &str = "João Ana Pedro Beatriz Lucas Mariana Gabriel Juliana Rafael Fernanda Mateus Camila Gustavo Larissa Felipe Letícia Bruno Amanda Thiago Carolina
    Rodrigo Bruna André Patrícia Marcelo Renata Leonardo Vanessa Ricardo Aline Eduardo Gabriela Vinícius Natália Diego Isabela Caio Priscila Henrique Tatiana Murilo Luana Fábio
    Débora Igor Raquel Otávio Simone Sérgio Mônica Renan Cláudia Alexandre Sabrina Daniel Luísa César Helena Paulo Lívia Márcio Yasmin Arthur Sofia Samuel Elisa Davi Clara";
pub const PORTUGUESE_LAST: &str = "Silva Santos Oliveira Souza Rodrigues Ferreira Alves Pereira Lima Gomes Costa Ribeiro Martins Carvalho Almeida Lopes Soares Fernandes Vieira Barbosa
    Rocha Dias Nascimento Andrade Moreira Nunes Marques Machado Mendes Freitas Cardoso Ramos Gonçalves Santana Teixeira Araújo Moura Batista Campos Pinto Correia Cavalcanti
    Monteiro Castro Barros Melo Azevedo Farias Cunha Pires Rezende Borges Duarte Coelho Macedo Xavier Guimarães Fonseca Tavares Viana Brito Leite Queiroz Sales Assis Aguiar";
pub const ARABIC_FIRST: &str = "أحمد/ahmed محمد/mohammed علي/ali فاطمة/fatima عمر/omar مريم/maryam خالد/khalid عائشة/aisha يوسف/yousef نور/noor إبراهيم/ibrahim سارة/sara حسن/hassan
    ليلى/layla حسين/hussein زينب/zainab سعيد/saeed هند/hind ماجد/majid رنا/rana طارق/tariq دينا/dina فيصل/faisal منى/mona سالم/salem هدى/huda ناصر/nasser أمل/amal راشد/rashid
    سلمى/salma حمد/hamad ريم/reem سلطان/sultan دانة/dana منصور/mansour شيماء/shaimaa كريم/karim ياسمين/yasmin بلال/bilal رشا/rasha زياد/ziad جميلة/jamila وليد/waleed نادية/nadia
    مروان/marwan سميرة/samira عادل/adel لطيفة/latifa جاسم/jassim حصة/hessa أنس/anas شهد/shahd حمزة/hamza روان/rawan مازن/mazen غادة/ghada رامي/rami نجلاء/najla بدر/badr
    العنود/alanoud هاني/hani عبير/abeer باسم/basem سحر/sahar نبيل/nabil إيمان/iman";
pub const ARABIC_LAST: &str = "المنصوري/almansoori الهاشمي/alhashimi الشامسي/alshamsi المزروعي/almazrouei الكعبي/alkaabi النعيمي/alnuaimi الظاهري/aldhaheri البلوشي/albalushi
    الحمادي/alhammadi المرزوقي/almarzouqi الزعابي/alzaabi السويدي/alsuwaidi الفلاسي/alfalasi القاسمي/alqasimi العامري/alameri الرميثي/alromaithi المهيري/almheiri الكتبي/alketbi
    الحوسني/alhosani الشحي/alshehhi حداد/haddad خوري/khoury نصار/nassar صالح/saleh عثمان/osman رمضان/ramadan منصور/mansour إسماعيل/ismail سليمان/suleiman داود/dawood
    يعقوب/yaqoub الشريف/alsharif المصري/almasri العراقي/aliraqi الشمري/alshammari العتيبي/alotaibi القحطاني/alqahtani الغامدي/alghamdi الزهراني/alzahrani الدوسري/aldosari
    الحربي/alharbi المطيري/almutairi العنزي/alanazi الرشيدي/alrashidi السبيعي/alsubaie الشهري/alshehri العمري/alomari الأنصاري/alansari البكري/albakri التميمي/altamimi
    الجابري/aljabri الحسيني/alhusseini الخطيب/alkhatib الدباغ/aldabbagh الراوي/alrawi السعدي/alsaadi الصباغ/alsabbagh الطائي/altaie العباسي/alabbasi الفارسي/alfarsi القرشي/alqurashi
    الكردي/alkurdi اللواتي/allawati النجار/alnajjar الهلالي/alhilali الوهيبي/alwahaibi";
pub const HINDI_FIRST: &str = "आरव/aarav विवान/vivaan आदित्य/aditya अर्जुन/arjun राहुल/rahul अमित/amit संजय/sanjay विजय/vijay राजेश/rajesh सुरेश/suresh रमेश/ramesh मनोज/manoj अनिल/anil
    सुनील/sunil दीपक/deepak अशोक/ashok विकास/vikas रोहित/rohit करण/karan निखिल/nikhil वरुण/varun हर्ष/harsh यश/yash ईशान/ishaan कबीर/kabir ध्रुव/dhruv मोहित/mohit गौरव/gaurav
    सौरभ/saurabh अभिषेक/abhishek विशाल/vishal आकाश/akash नितिन/nitin पंकज/pankaj प्रिया/priya अनन्या/ananya दीया/diya पूजा/pooja नेहा/neha अंजलि/anjali सीमा/seema रीना/reena
    मीना/meena कविता/kavita सुनीता/sunita गीता/geeta आरती/aarti स्वाति/swati श्रेया/shreya काव्या/kavya इशिता/ishita रिया/riya तन्वी/tanvi मीरा/meera लक्ष्मी/lakshmi सरिता/sarita
    रेखा/rekha उषा/usha निशा/nisha शालिनी/shalini मनीषा/manisha दिव्या/divya ज्योति/jyoti किरण/kiran सपना/sapna पल्लवी/pallavi";
pub const HINDI_LAST: &str = "शर्मा/sharma वर्मा/verma गुप्ता/gupta सिंह/singh कुमार/kumar पटेल/patel मेहता/mehta जोशी/joshi अग्रवाल/agarwal मिश्रा/mishra पांडे/pandey तिवारी/tiwari
    यादव/yadav चौधरी/chaudhary रेड्डी/reddy नायर/nair अय्यर/iyer राव/rao देसाई/desai शाह/shah कपूर/kapoor खन्ना/khanna मल्होत्रा/malhotra चोपड़ा/chopra भाटिया/bhatia सक्सेना/saxena
    श्रीवास्तव/srivastava त्रिपाठी/tripathi द्विवेदी/dwivedi शुक्ला/shukla दुबे/dubey ठाकुर/thakur राजपूत/rajput चौहान/chauhan सोलंकी/solanki परमार/parmar जैन/jain बंसल/bansal
    गर्ग/garg गोयल/goyal मित्तल/mittal सिंघल/singhal कौशिक/kaushik भट्ट/bhatt पंत/pant नेगी/negi रावत/rawat बिष्ट/bisht कुलकर्णी/kulkarni पाटिल/patil जाधव/jadhav शिंदे/shinde
    पवार/pawar मोरे/more गायकवाड़/gaikwad देशमुख/deshmukh चटर्जी/chatterjee बनर्जी/banerjee मुखर्जी/mukherjee दास/das बोस/bose सेन/sen घोष/ghosh पिल्लई/pillai मेनन/menon अरोड़ा/arora";
pub const CHINESE_FIRST: &str = "伟/wei 芳/fang 娜/na 敏/min 静/jing 强/qiang 磊/lei 洋/yang 艳/yan 勇/yong 军/jun 杰/jie 娟/juan 涛/tao 明/ming 超/chao 霞/xia 平/ping 刚/gang 桂英/guiying
    文/wen 辉/hui 玲/ling 丹/dan 萍/pingping 鹏/peng 华/hua 红/hong 亮/liang 梅/mei 鑫/xin 波/bo 斌/bin 莉/li 宇/yu 浩/hao 凯/kai 秀英/xiuying 欣怡/xinyi 子涵/zihan 梓萱/zixuan
    雨桐/yutong 浩然/haoran 思远/siyuan 佳怡/jiayi 晨曦/chenxi 俊杰/junjie 雪/xue 婷/ting 慧/huihui 健/jian 峰/feng 龙/long 琳/lin 倩/qian 颖/ying 帆/fan 洁/jiejie 云/yun 建国/jianguo
    志强/zhiqiang 晓东/xiaodong 嘉豪/jiahao 诗涵/shihan 天宇/tianyu 一诺/yinuo";
pub const CHINESE_LAST: &str = "王/wang 李/li 张/zhang 刘/liu 陈/chen 杨/yang 黄/huang 赵/zhao 吴/wu 周/zhou 徐/xu 孙/sun 马/ma 朱/zhu 胡/hu 郭/guo 何/he 林/lin 高/gao 梁/liang 郑/zheng
    罗/luo 宋/song 谢/xie 唐/tang 韩/han 曹/cao 许/xuu 邓/deng 萧/xiao 冯/feng 曾/zeng 程/cheng 蔡/cai 彭/peng 潘/pan 袁/yuan 于/yu 董/dong 余/yuu 苏/su 叶/ye 吕/lu 魏/wei 蒋/jiang
    田/tian 杜/du 丁/ding 沈/shen 姜/jiangg 范/fan 江/jianng 傅/fu 钟/zhong 卢/luu 汪/wangg 戴/dai 崔/cui 任/ren 陆/luh 廖/liao 姚/yao 方/fang 金/jin 邱/qiu 夏/xia 谭/tan 韦/weii";
pub const JAPANESE_FIRST: &str = "翔/sho 蓮/ren 大翔/hiroto 悠真/yuma 陽翔/haruto 湊/minato 樹/itsuki 颯太/sota 健太/kenta 直樹/naoki 拓也/takuya 和也/kazuya 誠/makoto 浩/hiroshi 隆/takashi
    学/manabu 剛/tsuyoshi 修/osamu 豊/yutaka 勝/masaru 進/susumu 茂/shigeru 一郎/ichiro 二郎/jiro 健一/kenichi 雄太/yuta 大輔/daisuke 亮/ryo 純/jun 淳/atsushi 翼/tsubasa 海斗/kaito
    葵/aoi 結衣/yui 陽菜/hina 凛/rin 美咲/misaki 愛/ai 彩/aya 恵/megumi 久美子/kumiko 由美子/yumiko 裕子/yuko 直子/naoko 明美/akemi 真由美/mayumi 智子/tomoko 幸子/sachiko 和子/kazuko
    陽子/yoko 恵子/keiko 洋子/hiroko 京子/kyoko 香織/kaori 舞/mai 優花/yuka 七海/nanami 千尋/chihiro 桜/sakura 美穂/miho 沙織/saori 奈々/nana 遥/haruka 紗希/saki 琴音/kotone";
pub const JAPANESE_LAST: &str = "佐藤/sato 鈴木/suzuki 高橋/takahashi 田中/tanaka 伊藤/ito 渡辺/watanabe 山本/yamamoto 中村/nakamura 小林/kobayashi 加藤/kato 吉田/yoshida 山田/yamada
    佐々木/sasaki 山口/yamaguchi 松本/matsumoto 井上/inoue 木村/kimura 林/hayashi 斎藤/saito 清水/shimizu 山崎/yamazaki 森/mori 池田/ikeda 橋本/hashimoto 阿部/abe 石川/ishikawa
    山下/yamashita 中島/nakajima 石井/ishii 小川/ogawa 前田/maeda 岡田/okada 長谷川/hasegawa 藤田/fujita 後藤/goto 近藤/kondo 村上/murakami 遠藤/endo 青木/aoki 坂本/sakamoto
    福田/fukuda 太田/ota 西村/nishimura 藤井/fujii 金子/kaneko 岡本/okamoto 藤原/fujiwara 三浦/miura 中野/nakano 原田/harada 松田/matsuda 竹内/takeuchi 小野/ono 田村/tamura
    中川/nakagawa 和田/wada 中山/nakayama 石田/ishida 上田/ueda 森田/morita 原/hara 柴田/shibata 酒井/sakai 工藤/kudo 横山/yokoyama 宮崎/miyazaki";
pub const CYRILLIC_FIRST: &str = "Александр/alexander Дмитрий/dmitry Максим/maxim Сергей/sergey Андрей/andrey Алексей/alexey Артём/artem Илья/ilya Кирилл/kirill Михаил/mikhail
    Никита/nikita Матвей/matvey Роман/roman Егор/egor Иван/ivan Тимофей/timofey Владислав/vladislav Игорь/igor Владимир/vladimir Павел/pavel Руслан/ruslan Марк/mark
    Константин/konstantin Олег/oleg Николай/nikolay Виктор/viktor Юрий/yury Борис/boris Григорий/grigory Денис/denis Вадим/vadim Степан/stepan Тарас/taras Богдан/bogdan Анна/anna
    Мария/maria Елена/elena Дарья/darya Алина/alina Ирина/irina Екатерина/ekaterina Ольга/olga Наталья/natalya Татьяна/tatyana Юлия/yulia Светлана/svetlana Анастасия/anastasia
    Виктория/viktoria Полина/polina Ксения/ksenia Людмила/lyudmila Галина/galina Надежда/nadezhda Валентина/valentina Вера/vera Любовь/lyubov Оксана/oksana Марина/marina
    София/sofia Алиса/alisa Яна/yana Кристина/kristina Милица/milica Јована/jovana Зоран/zoran Драган/dragan";
pub const CYRILLIC_LAST: &str = "Петренко/petrenko Коваленко/kovalenko Бондаренко/bondarenko Ткаченко/tkachenko Кравченко/kravchenko Олійник/oliynyk Шевченко/shevchenko
    Поліщук/polishchuk Лысенко/lysenko Савченко/savchenko Руденко/rudenko Мельник/melnyk Мороз/moroz Марченко/marchenko Гончар/honchar Пономаренко/ponomarenko Яковенко/yakovenko
    Клименко/klymenko Павленко/pavlenko Литвиненко/lytvynenko Романюк/romaniuk Захарченко/zakharchenko Карпенко/karpenko Гаврилюк/havryliuk Сидоренко/sydorenko Василенко/vasylenko
    Назаренко/nazarenko Кузьменко/kuzmenko Білоус/bilous Дорошенко/doroshenko Димитров/dimitrov Стоянов/stoyanov Георгиев/georgiev Николов/nikolov Тодоров/todorov Ангелов/angelov
    Христов/hristov Колев/kolev Атанасов/atanasov Петков/petkov Јовановић/jovanovic Петровић/petrovic Николић/nikolic Марковић/markovic Ђорђевић/djordjevic Стојановић/stojanovic
    Илић/ilic Станковић/stankovic Павловић/pavlovic Милошевић/milosevic Лазаревић/lazarevic Стефановић/stefanovic Тодоровић/todorovic Вуковић/vukovic Томић/tomic Костић/kostic
    Михайлов/mikhailov Волков/volkov Зайцев/zaytsev Соколов/sokolov Лебедев/lebedev Морозов/morozov Орлов/orlov Белов/belov Тарасов/tarasov Жуков/zhukov";
