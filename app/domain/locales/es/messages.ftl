messages-title = Mensajes
messages-new = Mensaje nuevo
messages-to = Para
messages-text = Mensaje
messages-state = Estado
messages-when = En cola desde
messages-number = Número
messages-owner = Cliente
messages-filter-to = Enviado a
messages-caption = Mensajes, primero los más recientes
messages-empty-title = Aún no hay mensajes
messages-empty = Los mensajes que envíes aparecen aquí al momento, con su estado.
messages-empty-staff = Los mensajes que envían los clientes aparecen aquí, con su estado.
messages-only-to = Mostrar solo los mensajes para { $number }
messages-conversation = Mensajes para { $number }
messages-write-again = Escribir a este número
messages-through = A través del número:
messages-cancel = Cancelar
messages-cancel-to = Cancelar el mensaje para { $number }
messages-cancelled = Mensaje cancelado.
messages-retry = Enviar de nuevo
messages-retry-to = Enviar de nuevo a { $number }
messages-retried = Mensaje en cola de nuevo.
messages-open-number = Abrir el número del remitente
messages-open-customer = Abrir el cliente
messages-recipients = Destinatarios
messages-recipients-hint = Números de teléfono con su prefijo de país, uno por línea o separados por comas.
messages-recipients-found = { $count ->
    [one] un número
   *[other] { $count } números
  }
messages-length = { $count } de { $max } caracteres
messages-send = Enviar
messages-send-count = { $count ->
    [one] Enviar un mensaje
   *[other] Enviar { $count } mensajes
  }
messages-queue-note = Los mensajes entran en la cola al momento y se envían uno tras otro, al ritmo de una persona.
messages-no-number-title = Conecta primero un número
messages-no-number = Los mensajes se envían por tu propio número de WhatsApp. Vincula uno escaneando un código.
messages-queued = Los mensajes están en cola.
messages-one = Mensaje a { $number }
messages-about = Sobre este mensaje
messages-open = Abrir
messages-from = Enviar desde
messages-sender = Remitente
messages-sent-by = Enviado por
messages-by-staff = Equipo
messages-waits-until = En cola como máximo hasta
messages-tries = Intentos
messages-retry-of = Nuevo envío de
messages-retried-as = Enviado de nuevo como
messages-show-it = Ver mensaje
messages-changed = Estado desde
messages-filter-from = En cola desde
messages-filter-until = En cola hasta
messages-batch = { $count ->
    [one] Un mensaje enviado junto
   *[other] { $count } mensajes enviados juntos
  }
messages-cancel-rest = Cancelar el resto
messages-rest-cancelled = Mensajes en cola cancelados.
messages-preview = Vista previa
messages-recipients-home = Uno por línea o separados por comas. Los números sin prefijo de país se leen como números de { $country } (+{ $code }).
messages-confirm-title = ¿Enviar a tantas personas?
messages-confirm-many = { $count ->
    [one] Esto envía un mensaje. Confirma que es lo que quieres.
   *[other] Esto envía { $count } mensajes, uno a cada destinatario. Confirma que es lo que quieres.
  }
messages-confirm-box = Sí, enviar a todos
