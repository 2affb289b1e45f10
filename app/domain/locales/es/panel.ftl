panel-hello = Hola, { $name }
panel-first-title = Conecta tu número de WhatsApp
panel-first = Tres pasos cortos: dale un nombre, escanea un código con el teléfono, envía.
panel-recent = Mensajes recientes
