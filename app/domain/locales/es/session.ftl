session-failed = El nombre de usuario o la contraseña no son correctos. Revisa ambos o restablece tu contraseña.
session-password-wrong = Esta no es tu contraseña actual.
session-password-same = Esta ya es tu contraseña. Elige otra.
session-password-common = Esta contraseña es una de las más comunes y es fácil de adivinar. Elige otra.
session-password-personal = Una contraseña no debe contener tu nombre ni tu correo electrónico. Elige otra.
session-link-dead = Este enlace ha caducado, ya se usó o fue sustituido por otro más reciente. Pide un enlace nuevo.
session-links-too-often = Se han enviado demasiados enlaces por ahora. Puedes enviar el siguiente dentro de { $minutes ->
    [one] un minuto
   *[other] { $minutes } minutos
  }.
session-unknown-zone = «{ $value }» no es una zona horaria como Europe/Madrid.
session-owner-exists = Ya hay un propietario: { $email }. Inicia sesión con esa cuenta o restablece su contraseña.
idempotency-bad-token = La clave de idempotencia tiene más de { $max } caracteres o contiene caracteres de control. Envía una más corta, por ejemplo un UUID.
idempotency-other-input = Esta clave de idempotencia ya se usó para otra petición. Envía una clave nueva con cada petición nueva.
idempotency-no-token = El formulario se envió antes de estar completo, así que no se ha hecho nada. Vuelve a enviarlo.
mail-reset-subject = Elige una contraseña nueva para { $product }
mail-reset-body =
    Hola, { $name }:

    Alguien, probablemente tú, pidió una contraseña nueva para tu cuenta de { $product }. Abre este enlace antes de una hora para elegirla:

    { $link }

    El enlace funciona una sola vez. Si no fuiste tú, no hagas nada: tu contraseña sigue igual.
mail-reset-by-staff-body =
    Hola, { $name }:

    El equipo que administra tu cuenta de { $product } te pide que elijas una contraseña nueva. Abre este enlace antes de una hora:

    { $link }

    El enlace funciona una sola vez. Pasada esa hora, pide otro en la página de inicio de sesión.
mail-invitation-subject = Tu cuenta en { $product }
mail-invitation-body =
    Hola, { $name }:

    Tienes una cuenta en { $product }. Abre este enlace en los próximos siete días para elegir tu contraseña:

    { $link }

    El enlace funciona una sola vez. Después, pide otro en la página de inicio de sesión.
mail-password-changed-subject = Se cambió tu contraseña de { $product }
mail-password-changed-body =
    Hola, { $name }:

    La contraseña de tu cuenta de { $product } acaba de cambiarse y se cerraron todas las demás sesiones. Si fuiste tú, no tienes que hacer nada.

    Si no fuiste tú, elige cuanto antes una contraseña nueva:

    { $link }
mail-address-changed-subject = Se cambió el correo electrónico de tu cuenta en { $product }
mail-address-changed-body =
    Hola, { $name }:

    El equipo que administra tu cuenta de { $product } cambió su dirección de correo. Desde ahora los correos sobre la cuenta llegan a la dirección nueva, y los enlaces enviados a esta ya no funcionan.

    Si no lo pediste, ponte en contacto con ellos cuanto antes.
session-link-to-yourself = No puedes enviarte este enlace a ti. Cambia tu contraseña en la página de tu cuenta.
session-link-deactivated = La cuenta de { $name } está desactivada, así que no se envió ningún enlace. Actívala primero.
session-mails-too-many = Ya se enviaron suficientes correos a { $address } por ahora. Inténtalo de nuevo dentro de una hora.
