whatsapp-message-refused = La pasarela rechazó este mensaje: { $reason }
whatsapp-message-not-on-whatsapp = { $number } no está en WhatsApp. Comprueba el número o contacta con esta persona por otro medio.
whatsapp-message-not-possible = Esta pasarela no puede enviar este mensaje: { $feature }
whatsapp-message-reach-out-locked = WhatsApp no permite que este número escriba a quien no le ha escrito antes (error 463). Espera a que WhatsApp levante la restricción y vuelve a enviarlo.
whatsapp-message-outcome-unknown = { $count ->
    [one] Tras un intento, la pasarela no ha dicho si este mensaje se envió.
   *[other] Tras { $count } intentos, la pasarela no ha dicho si este mensaje se envió.
  } Mira el teléfono antes de enviarlo de nuevo.
whatsapp-message-trying-again = La pasarela aún no ha respondido con claridad ({ $reason }). Se le vuelve a preguntar por el mismo mensaje, que se envía una sola vez.
whatsapp-message-expired = Este mensaje estuvo demasiado tiempo en cola y no se envió. Envíalo de nuevo si todavía hace falta.
whatsapp-message-undelivered = WhatsApp informó de que no pudo enviar este mensaje. Comprueba el número y envíalo de nuevo.
whatsapp-message-number-removed = El número se quitó antes de que la pasarela dijera si este mensaje se envió.
whatsapp-message-cannot-cancel = Este mensaje ya no está en cola, así que no se puede cancelar.
whatsapp-message-cannot-retry = Solo se puede enviar de nuevo un mensaje que falló, caducó o se canceló.
whatsapp-message-number-is-gone = El número que envió este mensaje se quitó. Escribe un mensaje nuevo desde otro número.
whatsapp-instance-limit = { $name } tiene { $count ->
    [one] un número
   *[other] { $count } números
  } y el plan permite { $max }. Quita uno o elige un plan con más.
whatsapp-instance-no-room = Ningún servidor en línea tiene sitio para otro número. Inténtalo más tarde o pide al operador que añada un servidor.
whatsapp-instance-too-often = Ya se añadieron y quitaron demasiados números por ahora. Puedes continuar dentro de { $minutes ->
    [one] un minuto
   *[other] { $minutes } minutos
  }.
whatsapp-instance-not-scanning = Así solo se puede vincular un número que espera el escaneo de su código. Conéctalo primero.
whatsapp-pairing-too-often = Ya se enviaron demasiados códigos por ahora. Puedes pedir otro dentro de { $minutes ->
    [one] un minuto
   *[other] { $minutes } minutos
  }, o escanear el código QR ahora mismo.
whatsapp-server-name-taken = Otro servidor se llama «{ $name }». Elige otro nombre.
whatsapp-server-holds-numbers = { $name } aloja { $count ->
    [one] un número
   *[other] { $count } números
  }. { $count ->
    [one] Quítalo
   *[other] Quítalos
  } primero; mientras tanto, el mantenimiento impide que entren otros.
whatsapp-server-too-few-devices = { $value } es poco: el servidor aloja ahora { $count ->
    [one] un número
   *[other] { $count } números
  }.
whatsapp-server-status-choice = Un servidor se puede poner en línea o en mantenimiento. Si está fuera de línea, se sabe al comprobarlo.
whatsapp-server-unreachable = No se puede contactar con el servidor: { $reason }
whatsapp-server-no-clear-answer = El servidor no respondió con claridad: { $reason }
whatsapp-server-refused = El servidor rechazó la petición: { $reason }
whatsapp-server-key-refused = El servidor no acepta la clave de API. Edita el servidor y escribe su clave de nuevo.
whatsapp-server-unhealthy = El servidor responde, pero informa de un problema (por ejemplo, un disco lleno). Mira su página de estado.
whatsapp-server-slow-down = El servidor pide que se le llame con menos frecuencia.
whatsapp-server-no-driver = En este proceso no hay controlador para «{ $provider }».
whatsapp-webhook-not-signed = Esta llamada no está firmada con el secreto de este servidor.
whatsapp-webhook-unreadable = El cuerpo no es un evento que se pueda leer: { $reason }
whatsapp-webhook-too-large = El cuerpo tiene { $count } bytes; se leen { $max } como máximo.
whatsapp-message-unconfirmed = La pasarela aceptó este mensaje, pero su entrega no se confirmó en { $minutes } minutos. Una confirmación posterior sigue contando; mira el teléfono antes de enviarlo de nuevo.
whatsapp-queue-owner-inactive = La cuenta de { $name } está desactivada, así que no se pueden poner más mensajes en cola. Activa antes la cuenta.
whatsapp-queue-number-full = Ya hay { $count } mensajes en cola en «{ $name }»; se permiten { $max } como máximo. Envía menos o espera a que se envíen algunos.
whatsapp-queue-texts-full = Los mensajes en cola de { $name } ya ocupan { $count } MB de texto; se permiten { $max } MB como máximo. Envía menos o más cortos, o espera a que se envíen algunos.
whatsapp-pairing-not-ready = La pasarela aún no puede dar un código. Espera un momento y pídelo de nuevo.
whatsapp-server-key-again = La dirección lleva a otro servidor. Escribe de nuevo la clave de API, para que no la vea un servidor al que no iba destinada.
whatsapp-instance-no-other-account = Ninguna otra cuenta pide ya este número. Recarga la página para ver su estado.
