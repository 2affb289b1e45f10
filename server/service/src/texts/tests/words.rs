//! The register and the terms of each language: what `app/domain/locales/GLOSSARY.md` rules out, no catalogue says. Only forms that are
//! sure stand here (Spanish "su" may be "his"); where one of them is right all the same, its key is excepted with the reason.

use std::collections::BTreeSet;

use domain::text::{
    Locale::{self, Ar, En, Es},
    Part, Pattern,
};

use super::keys;

/// How a word is looked for.
#[derive(Debug, Clone, Copy)]
enum As {
    /// Between other words, in capitals or not.
    Words,
    /// Between other words, spelled just so.
    Spelled,
    /// All of a message.
    Alone,
    /// Also within a word, for Arabic writes articles and prepositions to it.
    Within,
    /// First in a sentence or after "and" and "or": a command.
    Command,
    /// First in a message that is no sentence: a button, a link, a heading. Words that also tell what to type are left out.
    Label,
}

use As::{Alone, Command, Label, Spelled, Within, Words};

/// Language, how to look, the words, what to write.
const RULED_OUT: &[(Locale, As, &str, &str)] = &[
    (En, Words, "give back, given back, gives back, give this payment", "refund"),
    (En, Words, "put away, take out again", "archive, restore"),
    (En, Words, "called off, call off", "cancelled, cancel"),
    (En, Words, "side bar, fold the, unfold the", "collapse sidebar, expand sidebar"),
    (En, Words, "as usual, the usual", "default"),
    (En, Words, "upload and look", "upload and preview"),
    (En, Words, "close together", "compact"),
    (En, Words, "directly to me, role and place", "me, role and team"),
    (En, Words, "most numbers, answers in", "maximum numbers, latency"),
    (En, Words, "stands in, stand in this, no such thing", "is already in, does not exist"),
    (En, Words, "mails", "emails"),
    (En, Words, "tries", "attempts"),
    (En, Words, "all time", "total"),
    (En, Words, "good rows", "valid rows"),
    (En, Alone, "State, State since", "Status, Status since"),
    (En, Alone, "Found, Not connected, Given up", "People, and whose move it is: Needs scanning again, Outcome unknown"),
    (En, Spelled, "id, Id, ids, Ids", "ID, IDs"),
    (Es, Words, "usted, ustedes, su cuenta, su rol, su parte del árbol, su propio, su propia, suyo, suya", "tú, tu, tuyo"),
    (
        Es,
        Command,
        "abra, acorte, active, actualice, añada, amplíe, amplíelos, apunte, asigne, busque, cambie, cámbiele, cierre, compruebe, complete, \
         conecte, conéctelo, confirme, consulte, contacte, copie, corrija, cree, deje, descargue, desvincule, divida, divídalo, edite, \
         ejecute, elija, elimine, elimínelo, elimínelos, envíe, envíelo, escanee, escriba, escríbalo, espere, guarde, guárdelo, haga, \
         inicie, indique, inténtelo, introduzca, marque, mire, muévalas, pegue, pida, pídaselo, ponga, póngale, pregunte, pruebe, pulse, \
         quite, quítelo, recargue, registre, rellene, repita, responda, restablezca, revise, seleccione, suba, suelte, suéltelo, tenga, \
         use, utilice, vea, vincule, vuelva",
        "the form of tú: elige, revisa, escribe",
    ),
    (Es, Words, "devolución, devoluciones, devolver, devuelto, devuelta, devuelve, devolvió", "reembolso, reembolsar"),
    (Es, Words, "gateway, gateways", "pasarela"),
    (Es, Words, "nuevo mensaje", "mensaje nuevo"),
    (Es, Words, "todo el tiempo", "total"),
    (Es, Words, "código de país, código del país", "prefijo de país"),
    (Es, Words, "está quitado, está cambiado, plegar", "quitado, guardado, contraer"),
    (Es, Words, "10 000", "10.000"),
    (Es, Alone, "Encontrado, Escuchado, Abandonado", "Personas, Reproducido, Resultado desconocido"),
    (Es, Spelled, "id, Id, ids, Ids", "ID"),
    (Ar, Within, "طابور, طوابير", "قائمة الانتظار"),
    (Ar, Within, "كل الوقت", "منذ البداية"),
    (Ar, Within, "مسجل الخروج, سجل خروج, الاتصال من جديد", "غير مرتبط، إلغاء الربط، إعادة الربط"),
    (Ar, Within, "رمز البلد", "رمز الدولة"),
    (Ar, Within, "شهر الأرقام, أرقام هؤلاء", "الإحصاءات"),
    (Ar, Within, "رد المبلغ, رد هذه, المبالغ المردودة", "استرداد"),
    (Ar, Words, "صل, صله, تصله", "ربط"),
    (Ar, Words, "خطة, الخطة, والخطة", "باقة"),
    (Ar, Alone, "الأرقام, اتصال, ترك, لي مباشرة", "أرقام الهواتف، ربط، نتيجة غير معروفة، يتبعني مباشرة"),
    (
        Ar,
        Label,
        "اتركه, ابحث, احذف, احفظ, ارفع, استخدم, استورد, أزل, أضف, افتح, افحص, امسح, اربط, حدد, صدر, نزل",
        "the masdar: حفظ، رفع، تنزيل",
    ),
];

/// Language, key, why it may say what is ruled out elsewhere.
const EXCEPTED: &[(Locale, &str, &str)] = &[
    (Es, "users-above-you", "the role of the other person"),
    (Es, "users-parent-below", "the account of the sub-dealer"),
    (Es, "users-dealer-has-people", "the part of the sub-dealer"),
    (Es, "userpages-no-events", "the account of the user"),
    (Ar, "messages-no-number-title", "speaks to a person who has no number yet"),
    (Ar, "numbers-scan", "a step on the phone"),
    (Ar, "numbers-step-open", "a step on the phone"),
    (Ar, "panel-first-title", "a step of the first visit"),
    (Ar, "panel-step-scan", "a step of the first visit"),
];

/// All words of a message, its forms apart, without the marks that Arabic may leave out.
fn said(pattern: &Pattern) -> String {
    fn parts(list: &[Part], out: &mut String) {
        for part in list {
            match part {
                Part::Words(words) => out.push_str(words),
                Part::Value(_) => out.push('…'),
                Part::Choice(_, cases, _) => {
                    for (_, list) in cases {
                        parts(list, out);
                        out.push('|');
                    }
                }
            }
        }
    }
    let mut out = String::new();
    match pattern {
        Pattern::Plain(words) => out.push_str(words),
        Pattern::Parts(list) => parts(list, &mut out),
    }
    out.retain(|c| !matches!(c, '\u{640}' | '\u{64B}'..='\u{652}' | '\u{670}' | '\u{200E}' | '\u{200F}'));
    out
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Where a word stands between others: what comes before it.
fn between<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = &'a str> {
    text.match_indices(word).filter_map(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + word.len()..]);
        let free = !before.chars().next_back().is_some_and(is_letter) && !after.chars().next().is_some_and(is_letter);
        free.then_some(before)
    })
}

/// Whether a sentence or a second command begins after these words.
fn begins(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '\n', '¿', '¡', '«', '(']);
    before.is_empty()
        || before.ends_with(['.', ';', ':', '?', '!', '|'])
        || [" y", " e", " o", " u"].iter().any(|and| before.ends_with(and))
}

fn says(how: As, text: &str, word: &str) -> bool {
    match how {
        As::Words => between(&text.to_lowercase(), word).next().is_some(),
        As::Spelled => between(text, word).next().is_some(),
        As::Alone => text == word,
        As::Within => text.contains(word),
        As::Command => between(&text.to_lowercase(), word).any(begins),
        As::Label => !text.trim_end().ends_with(['.', ':', '؟', '…', '|']) && between(text, word).any(str::is_empty),
    }
}

/// What a message says that it should not: the word and what to write.
fn ruled_out(locale: Locale, text: &str) -> Vec<(&'static str, &'static str)> {
    let rules = RULED_OUT.iter().filter(|(of, ..)| *of == locale);
    rules
        .flat_map(|(_, how, words, write)| words.split(", ").filter(move |word| says(*how, text, word)).map(move |word| (word, *write)))
        .collect()
}

#[test]
fn the_words_of_the_glossary_are_the_only_ones() {
    let excepted: BTreeSet<_> = EXCEPTED.iter().map(|(locale, key, _)| (locale.tag(), *key)).collect();
    let mut problems = Vec::new();
    for locale in Locale::ALL {
        for (key, pattern) in keys(locale) {
            if excepted.contains(&(locale.tag(), key.as_str())) {
                continue;
            }
            let found = ruled_out(locale, &said(&pattern));
            problems.extend(found.iter().map(|(word, write)| format!("{}: {key} says “{word}”; write {write}", locale.tag())));
        }
    }
    assert!(problems.is_empty(), "app/domain/locales/GLOSSARY.md has the words:\n{}", problems.join("\n"));
}

#[test]
fn no_exception_outlives_its_reason() {
    for (locale, key, reason) in EXCEPTED {
        let pattern = keys(*locale).remove(*key).unwrap_or_else(|| panic!("{key} is excepted and is no key"));
        assert!(!ruled_out(*locale, &said(&pattern)).is_empty(), "{}: {key} needs no exception ({reason})", locale.tag());
    }
}

#[test]
fn words_are_found_as_they_are_meant() {
    assert!(says(Words, "Give back this payment", "give back") && !says(Words, "Nobody forgave backups", "give back"));
    assert!(says(Spelled, "No such id", "id") && !says(Spelled, "The ID and external_id", "id"));
    assert!(says(Alone, "State", "State") && !says(Alone, "State of the file", "State"));
    assert!(says(Within, "في الطابور", "طابور"));
    for command in ["Elija otro nombre.", "Ya existe. Elija otro.", "Abre la lista y elija uno", "Uno|Elija|"] {
        assert!(says(Command, command, "elija"), "{command}");
    }
    assert!(!says(Command, "Pide al operador que elija otro.", "elija"));
    assert!(says(Label, "احفظ الآن", "احفظ") && !says(Label, "احفظ الملف ثم حاول مرة أخرى.", "احفظ") && !says(Label, "تم", "احفظ"));
}

/// Numbers in running text are written with the digits that the pages use.
#[test]
fn arabic_catalogues_write_the_digits_of_the_pages() {
    for (key, pattern) in keys(Ar) {
        assert!(!said(&pattern).contains(|c| matches!(c, '٠'..='٩')), "{key}");
    }
}
