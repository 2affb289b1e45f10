panel-hello = Hola, { $name }
panel-first-title = Conecte su número de WhatsApp
panel-first = Tres pequeños pasos y su primer mensaje estará en camino.
panel-step-name = Póngale nombre a su número
panel-step-scan = Escanee un código con su teléfono
panel-step-send = Envíe su primer mensaje
panel-sent-today = Enviados hoy
panel-waiting = En espera
panel-connected = Conectados
panel-connected-of = de { $count }
panel-figures = Hoy
panel-all-well = { $count ->
    [one] Su número está conectado y listo para enviar.
   *[other] Los { $count } números están conectados y listos para enviar.
  }
panel-some-off = { $count ->
    [one] Uno de sus números no está conectado.
   *[other] { $count } de sus números no están conectados.
  }
panel-pair-title = Ya casi: vincule { $name }
panel-pair = Escanee un código con su teléfono y este número podrá enviar.
panel-pair-open = Mostrar el código
panel-send-title = Envíe su primer mensaje
panel-send = Su número está conectado. Escriba a una persona o a muchas a la vez.
panel-your-numbers = Sus números
panel-all-numbers = Todos los números
panel-recent = Mensajes más recientes
panel-all-messages = Todos los mensajes
