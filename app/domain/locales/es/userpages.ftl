userpages-title = Usuarios
userpages-caption = Usuarios
userpages-search = Buscar por nombre, correo, teléfono o id
userpages-new = Usuario nuevo
userpages-new-lead = El usuario nuevo recibe por correo una invitación con un enlace para elegir su contraseña. El enlace vale siete días.
userpages-invitation-hint = La invitación se envía a esta dirección.
userpages-import = Importar
userpages-export = Exportar CSV
userpages-create = Crear e invitar
userpages-save = Guardar
userpages-open = Abrir
userpages-edit = Editar
userpages-edit-of = Editar a { $name }
userpages-empty-title = Aún no hay usuarios
userpages-empty = Los usuarios son las personas a las que atiende y quienes trabajan con usted. Cree el primero o importe una lista que ya tenga.
userpages-name = Nombre
userpages-email = Correo
userpages-phone = Teléfono
userpages-phone-hint = Con el código del país, por ejemplo +34 600 111 222.
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
userpages-default-hint = La predeterminada de este usuario. Se quita al cambiar de organización.
userpages-parent = Pertenece a
userpages-parent-own = Directamente a mí
userpages-parent-stays = Sigue donde está
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
userpages-paid-total = Pagado hasta ahora
userpages-registered = Registrado
userpages-registered-from = Registrado desde
userpages-registered-to = Registrado hasta
userpages-last-seen = Última visita
userpages-seen-from = Visto desde
userpages-seen-to = Visto hasta
userpages-id = Id
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
userpages-payments-total = Pagos, todo el tiempo
userpages-payments-this-month = Pagos
userpages-revenue = Ingresos
userpages-pending-transactions = Pagos pendientes
userpages-with-selected = Cambiar los seleccionados
userpages-assign-explain = Marca usuarios en la tabla y elige qué cambia. Lo que dejes abierto sigue igual.
userpages-leave = Dejar como está
userpages-activate = Activar
userpages-activated = El usuario vuelve a estar activo.
userpages-activate-title = ¿Activar a este usuario?
userpages-activate-explain = { $name } podrá volver a iniciar sesión con la contraseña que tenía.
userpages-deactivate = Desactivar
userpages-deactivate-title = ¿Desactivar a este usuario?
userpages-deactivate-explain = Todas las sesiones de { $name } terminan en el acto y nadie podrá entrar con esta cuenta. Los pagos, los números y el historial se conservan. Puede volver a activarla cuando quiera.
userpages-status-changed = El estado ha cambiado.
userpages-send-reset = Enviar enlace de contraseña
userpages-reset-title = ¿Enviar un enlace para elegir otra contraseña?
userpages-reset-explain = Se envía un enlace a { $email }, que vale una hora. Hasta que se use, nadie entra en esta cuenta: se cierran sus sesiones y su contraseña deja de valer.
userpages-reset-sent = El enlace va en camino.
userpages-tabs = Partes de la página de este usuario
userpages-tab-details = Datos
userpages-tab-payments = Pagos
userpages-tab-numbers = Números
userpages-tab-sessions = Sesiones
userpages-tab-timeline = Historial
userpages-person = Persona
userpages-contact = Contacto
userpages-place = Rol y lugar
userpages-more = Más
userpages-activity = Actividad
userpages-language = Idioma
userpages-operators = Lo habitual aquí
userpages-time-zone = Zona horaria
userpages-external-id = Id externo
userpages-password-set = Contraseña elegida
userpages-no-password = aún sin elegir
userpages-must-change = En el próximo inicio de sesión habrá que elegir otra contraseña.
userpages-notes = Notas
userpages-notes-hint = Solo las ve el personal.
userpages-record-payment = Registrar un pago
userpages-record-explain = Para dinero que llegó por fuera de este sistema. Un pago registrado no cambia nunca; un error se devuelve y se registra de nuevo.
userpages-currency = Moneda
userpages-note-hint = Una referencia o el motivo.
userpages-paid-on-hint = Hoy, si no eliges un día anterior.
userpages-understood = Se entiende { $amount }.
userpages-amount-sample = Por ejemplo, { $sample }.
userpages-payment-recorded = El pago está registrado.
userpages-payments-caption = Pagos de este usuario, primero los más recientes
userpages-no-payments-title = Aún no hay pagos
userpages-no-payments = Aquí aparece lo que paga este usuario, ya se registre, se importe o llegue por una pasarela.
userpages-refund = Devolver
userpages-refund-title = ¿Devolver este pago?
userpages-refund-explain = Se pueden devolver hasta { $left }. El pago sigue en los libros; la devolución se registra a su lado.
userpages-amount-in = Importe en { $currency }
userpages-at-most = Como máximo { $left }.
userpages-reason = Motivo
userpages-refunded = El dinero está devuelto.
userpages-nothing-left = No se puede devolver nada de este pago.
userpages-sessions-lead = Todos los lugares donde este usuario tiene la sesión iniciada.
userpages-no-sessions-title = Sin sesiones iniciadas
userpages-no-sessions = Cuando este usuario inicie sesión, el dispositivo aparecerá aquí y podrá cerrarse.
userpages-end-all = Cerrar todas las sesiones
userpages-end-all-title = ¿Cerrar todas las sesiones?
userpages-end-all-explain = { $name } sale de todos los dispositivos en el acto y puede volver a iniciar sesión.
userpages-older = Anteriores
userpages-newest = Más recientes
userpages-no-events-title = Aún no ha pasado nada
userpages-no-events = Aquí aparece lo que hace este usuario y lo que se hace con su cuenta.
userpages-numbers-caption = Números de este usuario
userpages-number-name = Nombre
userpages-number-name-hint = Para qué es el número, por ejemplo «Ventas».
userpages-add-number = Añadir un número
userpages-add-number-lead = Se añade para este usuario. La página siguiente muestra el código que se escanea con el teléfono.
userpages-no-numbers-title = Aún no hay números
userpages-no-numbers = Un número de WhatsApp se conecta escaneando un código y después envía mensajes.
userpages-server = Servidor
userpages-queued = Mensajes en espera
userpages-changed = Cambio
userpages-assigned = { $count ->
    [0] No se cambió ningún usuario.
    [one] Se cambió un usuario.
    [many] Se cambiaron { $count } de usuarios.
   *[other] Se cambiaron { $count } usuarios.
  }
userpages-with-selected-count = { $count ->
    [one] Cambiar a un usuario seleccionado
    [many] Cambiar a { $count } de usuarios seleccionados
   *[other] Cambiar a { $count } usuarios seleccionados
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
userpages-change-all = Cambiar todos los que coinciden
userpages-all-matching = { $count ->
    [one] El único que coincide
    [many] Los { $count } que coinciden
   *[other] Los { $count } que coinciden
  }
userpages-all-selected = Están seleccionados todos los que coinciden
userpages-changing = { $count ->
    [one] Uno hecho hasta ahora
    [many] { $count } hechos hasta ahora
   *[other] { $count } hechos hasta ahora
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
userpages-view-delete = Borrar vista
userpages-view-delete-title = ¿Borrar esta vista?
userpages-view-delete-explain = { $name } se quita de tus vistas. Ningún usuario cambia.
userpages-view-actions = Acciones de esta vista
userpages-view-saved = La vista está guardada.
userpages-view-renamed = La vista tiene otro nombre.
userpages-view-deleted = La vista está borrada.
userpages-view-own = { $name }
userpages-import-filter = Importación
userpages-import-this = esta importación
