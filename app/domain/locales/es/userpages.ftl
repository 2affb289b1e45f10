userpages-title = Usuarios
userpages-caption = Usuarios
userpages-search = Buscar por nombre, correo, teléfono o ID
userpages-new = Usuario nuevo
userpages-new-lead = Enviamos al usuario nuevo una invitación por correo con un enlace para elegir su contraseña. El enlace sirve durante siete días.
userpages-invitation-hint = La invitación se envía a esta dirección.
userpages-import = Importar
userpages-export = Exportar CSV
userpages-create = Crear e invitar
userpages-save = Guardar
userpages-open = Abrir
userpages-edit = Editar
userpages-edit-of = Editar a { $name }
userpages-empty-title = Aún no hay usuarios
userpages-empty = Los usuarios son tus clientes y tu equipo. Crea el primero o importa una lista que ya tengas.
userpages-name = Nombre
userpages-email = Correo electrónico
userpages-phone = Teléfono
userpages-phone-hint = Con el prefijo de país, por ejemplo +34 600 111 222.
userpages-username = Nombre de usuario
userpages-username-hint = Sirve para iniciar sesión en lugar del correo.
userpages-role = Rol
userpages-post = Puesto
userpages-post-hint = Para empleados: qué pueden ver y hacer.
userpages-status = Estado
userpages-organisation = Organización
userpages-manager = Gestor
userpages-no-manager = Sin gestor
userpages-no-organisation = Sin organización
userpages-branch = Sucursal
userpages-folder = Carpeta
userpages-no-branch = Sin sucursal
userpages-no-folder = Sin carpeta
userpages-default-hint = Valor predeterminado de este usuario. Se quita al cambiar de organización.
userpages-parent = Pertenece a
userpages-parent-own = Yo
userpages-parent-stays = Sin cambios
userpages-tier = Nivel
userpages-plan = Plan
userpages-tags = Etiquetas
userpages-tags-hint = Palabras separadas por comas.
userpages-tag = Etiqueta
userpages-instances = Números
userpages-messages = Mensajes
userpages-paid = Pagado
userpages-has-paid = Ha pagado
userpages-never-paid = Nunca ha pagado
userpages-paid-this-month = Pagó este mes
userpages-paid-total = Total pagado
userpages-registered = Registrado
userpages-registered-from = Registrado desde
userpages-registered-to = Registrado hasta
userpages-last-seen = Última actividad
userpages-seen-from = Activo desde
userpages-seen-to = Activo hasta
userpages-id = ID
userpages-never = nunca
userpages-yes = sí
userpages-no = no
userpages-figures = Cifras de estos usuarios
userpages-in-month = en { $month }
userpages-total-users = Usuarios
userpages-registered-by-month = por mes de registro
userpages-active-users = Usuarios activos
userpages-team-owners = Propietarios de equipos
userpages-active-instances = Números conectados
userpages-messages-today = Mensajes de hoy
userpages-system-health = Sistema
userpages-paying-users = Usuarios que pagan
userpages-paid-in-month = Usuarios que pagaron
userpages-payments-total = Pagos, total
userpages-payments-this-month = Pagos
userpages-revenue = Ingresos
userpages-pending-transactions = Pagos pendientes
userpages-leave = Sin cambios
userpages-with-selected = Cambiar los seleccionados
userpages-assign-explain = Selecciona usuarios en la tabla y elige qué cambiar. Los campos que dejes como están no cambian.
userpages-activate = Activar
userpages-activated = Usuario activado.
userpages-activate-title = ¿Activar a este usuario?
userpages-activate-explain = { $name } podrá volver a iniciar sesión con la contraseña que tenía.
userpages-deactivate = Desactivar
userpages-deactivate-title = ¿Desactivar a este usuario?
userpages-deactivate-explain = Todas las sesiones de { $name } se cierran al momento y nadie podrá iniciar sesión con esta cuenta. Los pagos, los números y el historial se conservan. Puedes volver a activarla cuando quieras; los mensajes en cola esperan hasta entonces.
userpages-status-changed = Estado cambiado.
userpages-send-reset = Enviar enlace de contraseña
userpages-reset-title = ¿Enviar un enlace para elegir una contraseña nueva?
userpages-reset-explain = Se envía un enlace a { $email }, que sirve durante una hora. Hasta que se use, nadie puede iniciar sesión en esta cuenta: se cierran sus sesiones y su contraseña deja de servir.
userpages-reset-sent = Enlace enviado.
userpages-tabs = Secciones de la página de este usuario
userpages-tab-details = Datos
userpages-tab-payments = Pagos
userpages-tab-numbers = Números
userpages-tab-sessions = Sesiones
userpages-tab-timeline = Historial
userpages-person = Persona
userpages-contact = Contacto
userpages-place = Rol y equipo
userpages-more = Más
userpages-activity = Actividad
userpages-language = Idioma
userpages-operators = Predeterminado
userpages-time-zone = Zona horaria
userpages-external-id = ID externo
userpages-password-set = Fecha de la contraseña
userpages-no-password = aún sin elegir
userpages-must-change = En el próximo inicio de sesión habrá que elegir una contraseña nueva.
userpages-notes = Notas
userpages-notes-hint = Solo las ve el personal.
userpages-record-payment = Registrar pago
userpages-record-explain = Para dinero recibido fuera de este sistema. Un pago registrado nunca cambia; corrige un error con un reembolso y un pago nuevo.
userpages-currency = Moneda
userpages-note-hint = Una referencia o el motivo.
userpages-paid-on-hint = Hoy, si no eliges un día anterior.
userpages-understood = Se entiende { $amount }.
userpages-amount-sample = Por ejemplo, { $sample }.
userpages-payment-recorded = Pago registrado.
userpages-payments-caption = Pagos de este usuario, primero los más recientes
userpages-no-payments-title = Aún no hay pagos
userpages-no-payments = Los pagos de este usuario aparecen aquí, ya se registren, se importen o lleguen de una pasarela.
userpages-refund = Reembolsar
userpages-refund-title = ¿Reembolsar este pago?
userpages-refund-explain = Se pueden reembolsar hasta { $left }. El pago sigue en los libros; el reembolso se registra a su lado.
userpages-amount-in = Importe en { $currency }
userpages-at-most = Como máximo { $left }.
userpages-reason = Motivo
userpages-refunded = Reembolso registrado.
userpages-nothing-left = No se puede reembolsar nada de este pago.
userpages-sessions-lead = Todos los dispositivos donde este usuario tiene la sesión abierta.
userpages-no-sessions-title = Sin sesiones abiertas
userpages-no-sessions = Cuando este usuario inicie sesión, el dispositivo aparecerá aquí y podrás cerrar su sesión.
userpages-end-all = Cerrar todas las sesiones
userpages-end-all-title = ¿Cerrar todas las sesiones?
userpages-end-all-explain = Se cierra la sesión de { $name } en todos los dispositivos al momento. Podrá volver a iniciar sesión.
userpages-older = Anteriores
userpages-newest = Más recientes
userpages-no-events-title = Aún no hay eventos
userpages-no-events = Aquí aparece lo que hace este usuario y lo que se hace con su cuenta.
userpages-numbers-caption = Números de este usuario
userpages-number-name = Nombre
userpages-number-name-hint = Para qué es el número, por ejemplo «Ventas».
userpages-add-number = Añadir un número
userpages-add-number-lead = Se añade para este usuario. La página siguiente muestra el código que se escanea con el teléfono.
userpages-no-numbers-title = Aún no hay números
userpages-no-numbers = Un número de WhatsApp se vincula escaneando un código y después puede enviar mensajes.
userpages-server = Servidor
userpages-queued = Mensajes en cola
userpages-changed = Cambio
userpages-assigned = { $count ->
    [0] No se cambió ningún usuario.
    [one] Se cambió un usuario.
    [many] Se cambiaron { $count } de usuarios.
   *[other] Se cambiaron { $count } usuarios.
  }
userpages-with-selected-count = { $count ->
    [one] Cambiar un usuario seleccionado
    [many] Cambiar { $count } de usuarios seleccionados
   *[other] Cambiar { $count } usuarios seleccionados
  }
userpages-sessions-ended = { $count ->
    [0] No había ninguna sesión que cerrar.
    [one] Se cerró una sesión.
    [many] Se cerraron { $count } de sesiones.
   *[other] Se cerraron { $count } sesiones.
  }
userpages-figures-month = Cifras de
userpages-selected = { $count ->
    [one] 1 seleccionado en esta página
   *[other] { $count } seleccionados en esta página
  }
userpages-clear-selection = Quitar la selección
userpages-new-rows = { $count ->
    [one] 1 usuario nuevo
   *[other] { $count } usuarios nuevos
  }
userpages-created = El usuario se ha creado y la invitación está en camino.
userpages-change-all = Cambiar todos los usuarios que coinciden
userpages-all-matching = { $count ->
    [one] El único usuario que coincide
    [many] Los { $count } de usuarios que coinciden
   *[other] Los { $count } usuarios que coinciden
  }
userpages-all-selected = Todos los usuarios que coinciden están seleccionados
userpages-changing = { $count ->
    [one] Uno cambiado hasta ahora
    [many] { $count } cambiados hasta ahora
   *[other] { $count } cambiados hasta ahora
  }
userpages-export-selected = Exportar los seleccionados
userpages-add-tags = Añadir etiquetas
userpages-remove-tags = Quitar etiquetas
userpages-refused = { $count ->
    [one] No se pudo cambiar un usuario
    [many] No se pudieron cambiar { $count } de usuarios
   *[other] No se pudieron cambiar { $count } usuarios
  }
userpages-views = Vistas
userpages-view-all = Todos
userpages-view-active = Activos
userpages-view-bounced = Rebotados
userpages-view-save = Guardar vista
userpages-view-update = Guardar cambios
userpages-view-explain = Una vista conserva los filtros, el orden y las columnas de la lista. Solo la ves tú.
userpages-view-name = Nombre de la vista
userpages-view-rename = Cambiar el nombre de la vista
userpages-view-delete = Eliminar vista
userpages-view-delete-title = ¿Eliminar esta vista?
userpages-view-delete-explain = { $name } se quita de tus vistas. Ningún usuario cambia.
userpages-view-actions = Acciones de esta vista
userpages-view-saved = Vista guardada.
userpages-view-renamed = Nombre cambiado.
userpages-view-deleted = Vista eliminada.
userpages-view-own = { $name }
userpages-import-filter = Importación
userpages-import-this = esta importación
