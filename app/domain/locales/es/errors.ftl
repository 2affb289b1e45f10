error-check-fields = Revisa los campos marcados.
error-sign-in = Inicia sesión para continuar.
error-forbidden = Tu rol no permite esto. Pregunta a quien administra tu cuenta.
error-not-found = Eso no existe, o no está en tu parte del árbol.
error-internal = Algo falló de nuestro lado. No se perdió nada; inténtalo de nuevo.
error-changed-meanwhile = Alguien cambió esto mientras tanto. Recarga para ver la última versión e inténtalo de nuevo.
error-too-many-tries = Demasiados intentos. Espera { $seconds ->
    [one] un segundo
   *[other] { $seconds } segundos
  } e inténtalo de nuevo.
error-unreadable-request = No se pudo leer la solicitud. Recarga la página e inténtalo de nuevo.
error-offline = No se puede contactar con el servidor. Revisa tu conexión; no se perdió nada.
error-upload-too-large = El archivo supera los { $megabytes } MB. Divídelo o aumenta el límite en los ajustes.
error-busy = La base de datos está ocupada. Inténtalo de nuevo en un momento.
field-required = Completa este campo.
field-too-long = Esto tiene { $count } caracteres; caben { $max } como máximo.
field-control-characters = Esto contiene caracteres de control invisibles. Escríbelo de nuevo.
field-choose-one = «{ $value }» no es una de las opciones.
field-not-an-email = «{ $value }» no es una dirección de correo como nombre@ejemplo.com.
field-not-a-phone = «{ $value }» no es un teléfono con su prefijo de país, como +34 600 111 222.
field-not-a-username = «{ $value }» no puede ser un nombre de usuario: de 3 a 40 letras, cifras, puntos, guiones o guiones bajos.
field-too-many-tags = { $count } etiquetas son demasiadas; caben { $max } como máximo.
field-bad-tag = La etiqueta «{ $value }» supera los { $max } caracteres o contiene caracteres de control.
field-unknown-currency = «{ $code }» no es un código de moneda como USD.
field-not-an-amount = «{ $value }» no es un importe como 1234.50, sin separador de miles.
field-too-many-decimals = «{ $value }» tiene más de los { $decimals } decimales de { $currency }.
field-amount-too-large = Este importe es demasiado grande.
field-currency-mix = { $one } y { $other } no se pueden mezclar aquí.
field-not-positive = El importe debe ser mayor que cero.
field-not-a-url = «{ $value }» no es una dirección web como http://127.0.0.1:3000.
field-link-local = «{ $value }» es una dirección del propio enlace (169.254.0.0/16, fe80::/10). Ahí no hay pasarelas; escribe la dirección de la pasarela.
field-not-between = «{ $value }» no es un número entero entre { $min } y { $max }.
field-too-many-recipients = { $count } destinatarios son demasiados a la vez; caben { $max } como máximo.
field-password-short = Una contraseña necesita al menos { $min } caracteres.
field-password-simple = Una contraseña necesita más caracteres distintos.
