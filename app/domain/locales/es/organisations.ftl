organisations-name-taken = Ya hay una organización llamada «{ $name }» en esta parte del árbol. Elige otro nombre.
organisations-branch-taken = Esta organización ya tiene una sucursal llamada «{ $name }». Elige otro nombre.
organisations-folder-taken = Esta organización ya tiene una carpeta llamada «{ $name }». Elige otro nombre.
organisations-branches-full = Una organización tiene como máximo { $max } sucursales, incluidas las archivadas. Crea otra organización para tener más.
organisations-folders-full = Una organización tiene como máximo { $max } carpetas, incluidas las archivadas. Crea otra organización para tener más.
organisations-owner-unknown = Elige a una persona activa de tu parte del árbol.
organisations-owner-elsewhere = { $name } está en otra parte del árbol que esta organización. Elige a alguien de la misma parte.
organisations-too-often = Has creado demasiadas organizaciones por ahora. Puedes crear la siguiente dentro de { $minutes ->
    [one] un minuto
   *[other] { $minutes } minutos
  }.
