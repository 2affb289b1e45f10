users-email-taken = «{ $value }» ya es la dirección de otra cuenta. Usa otra dirección o busca esa cuenta.
users-username-taken = «{ $value }» ya es el nombre de usuario de otra persona. Elige otro.
users-role-not-yours = No puedes dar este rol: está por encima del tuyo.
users-not-your-own-role = No puedes cambiar tu propio rol. Pídeselo a la persona que administra tu cuenta.
users-not-your-own-place = No puedes moverte a ti. Pídeselo a la persona que administra tu cuenta.
users-not-yourself = No puedes desactivar tu propia cuenta.
users-root-stays-owner = El primer propietario permanece en la raíz del árbol, como propietario.
users-root-stays-active = La cuenta del primer propietario sigue activa: sin ella nadie podría iniciar sesión.
users-above-you = No puedes cambiar la cuenta de { $name }: su rol está por encima del tuyo.
users-parent-not-a-dealer = Elige al propietario o a un subdistribuidor de tu parte del árbol.
users-parent-below = Un subdistribuidor no puede quedar por debajo de su propia cuenta. Elige a otra persona.
users-too-deep = Hay como máximo { $max ->
    [one] un nivel
   *[other] { $max } niveles
  } de subdistribuidores por debajo del propietario. Elige a alguien de más arriba.
users-dealer-has-people = { $name } todavía tiene { $count ->
    [one] una persona
   *[other] { $count } personas
  } en su parte del árbol. Muévelas primero y cambia después el rol.
users-names-clash = Una organización o un plan de este subdistribuidor se llama igual que otro de más arriba. Cámbiale antes el nombre.
users-manager-not-staff = Elige a un propietario, subdistribuidor o empleado activo de tu parte del árbol.
users-manager-elsewhere = { $name } trabaja en otra parte del árbol. Elige a alguien de esta parte o de más arriba.
users-organisation-unknown = No existe esa organización en tu parte del árbol.
users-organisation-elsewhere = { $name } pertenece a otra parte del árbol. Elige una organización de esta parte o de más arriba.
users-branch-unknown = Elige una sucursal de la organización de este usuario que no esté archivada.
users-folder-unknown = Elige una carpeta de la organización de este usuario que no esté archivada.
users-time-zone-unknown = «{ $value }» no es una zona horaria como Europe/Madrid.
users-too-many = { $count } usuarios son demasiados a la vez; como máximo se pueden cambiar { $max } juntos.
users-timeline-signed-in = Inició sesión con { $device }
users-timeline-signed-out = Cerró la sesión
users-timeline-sign-in-failed = Se rechazó un inicio de sesión con { $device }
users-timeline-created = Se creó la cuenta de { $name }
users-timeline-edited = Se cambió la cuenta de { $name }
users-timeline-activated = Se activó la cuenta de { $name }
users-timeline-deactivated = Se desactivó la cuenta de { $name }
users-timeline-assigned = Se cambió el gestor o la organización de { $name }
users-timeline-reset = Se envió a { $name } un enlace para elegir una contraseña nueva
users-timeline-password = Se cambió la contraseña
users-timeline-profile = Se cambió el perfil
users-timeline-revoked = Se cerraron sesiones de { $name }
users-timeline-exported = Se exportó una lista de usuarios
users-timeline-payments-exported = Se exportó una lista de pagos
users-timeline-organisation-created = Se creó la organización { $name }
users-timeline-organisation-edited = Se cambió la organización { $name }
users-timeline-paid = Se registró un pago de { $name }
users-timeline-refunded = Se reembolsó un pago de { $name }
users-timeline-imported = Se importó el archivo { $name }
users-timeline-instance-created = Se añadió el número { $name }
users-timeline-instance-controlled = Se conectó o se desvinculó el número { $name }
users-timeline-instance-deleted = Se quitó el número { $name }
users-timeline-messages = Se pusieron mensajes en cola a través de { $name }
users-timeline-message-controlled = Se canceló o se envió de nuevo un mensaje para { $name }
users-timeline-server = Se configuró o se cambió el servidor { $name }
users-timeline-other = Operación: { $name }
users-timeline-own-created = Se creó la cuenta
users-timeline-own-edited = Se cambió la cuenta
users-timeline-own-activated = Se activó la cuenta
users-timeline-own-deactivated = Se desactivó la cuenta
users-timeline-own-assigned = Se cambió el gestor o la organización
users-timeline-own-reset = Se envió un enlace para elegir una contraseña nueva
users-timeline-own-revoked = Se cerraron sesiones
users-timeline-own-paid = Se registró un pago
users-timeline-own-refunded = Se reembolsó un pago
users-timeline-paid-amount = { $amount } registrado · { $method }
users-timeline-paid-amount-for = { $amount } registrado para { $name } · { $method }
users-timeline-refunded-amount = { $amount } reembolsado
users-timeline-refunded-amount-for = { $amount } reembolsado a { $name }
users-change-nothing = Elige qué cambiar.
users-change-is-another = La selección o los cambios ya no son los del comienzo, así que se ha detenido. Los usuarios ya cambiados se quedan así. Revisa la selección y aplícala de nuevo.
users-some-refused = { $count ->
    [one] No se pudo cambiar un usuario
    [many] No se pudieron cambiar { $count } de usuarios
   *[other] No se pudieron cambiar { $count } usuarios
  } ({ $name }). Cambiados: { $changed }.
users-view-name-taken = Ya tienes una vista llamada «{ $value }». Elige otro nombre.
users-views-too-many = Ya hay { $max } vistas, el máximo. Elimina una primero.
users-changed-meanwhile = { $name } cambió «{ $field }» después de que abrieras este formulario ({ $at }).
users-changed-more-meanwhile = { $name } cambió «{ $field }» y { $count ->
    [one] un campo más
    [many] { $count } de campos más
   *[other] { $count } campos más
  } después de que abrieras este formulario ({ $at }).
