ui-close = Cerrar
ui-cancel = Cancelar
ui-search = Buscar
ui-next-page = Página siguiente
ui-previous-page = Página anterior
ui-pages = Páginas
ui-rows-per-page = Filas por página
ui-rows-shown = { $count ->
    [one] una fila en esta página
   *[other] { $count } filas en esta página
  }
ui-loading = Cargando…
ui-retry = Intentar de nuevo
ui-copy = Copiar
ui-copied = Copiado
ui-show-as-table = Ver como tabla
ui-show-password = Mostrar contraseña
ui-hide-password = Ocultar contraseña
ui-optional = opcional
ui-apply = Aplicar
ui-filters = Filtros
ui-filters-active = { $count ->
    [one] un filtro activo
   *[other] { $count } filtros activos
  }
ui-clear-filters = Borrar filtros
ui-remove-filter = Quitar el filtro { $filter }
ui-any = Cualquiera
ui-columns = Columnas
ui-column-show = Mostrar { $column }
ui-column-hide = Ocultar { $column }
ui-column-earlier = Mover { $column } hacia el principio
ui-column-later = Mover { $column } hacia el final
ui-columns-reset = Restablecer columnas
ui-actions = Acciones
ui-actions-for = Acciones de { $name }
ui-problems = { $count ->
    [one] Hay un problema
   *[other] Hay { $count } problemas
  }
ui-failed-title = No se pudo mostrar
ui-failed-code = Código { $code }
ui-failed-request = Petición { $id }
ui-no-results = Sin resultados
ui-no-results-hint = Ninguna fila coincide con estos filtros. Cámbialos o bórralos para ver más.
ui-skip = Ir al contenido
ui-areas = Secciones
ui-more = Más
ui-fold-rail = Contraer la barra lateral
ui-you-are-here = Estás aquí
ui-account = Tu cuenta
ui-sign-out = Cerrar sesión
ui-preferences = Preferencias
ui-language = Idioma
ui-theme = Apariencia
ui-theme-system = Sistema
ui-theme-light = Clara
ui-theme-dark = Oscura
ui-theme-contrast = Alto contraste
ui-density = Espacio entre filas
ui-density-comfortable = Cómodo
ui-density-compact = Compacto
ui-offline = No hay conexión. Lo que ves puede no estar al día; se actualizará cuando vuelva la conexión.
ui-go-to = Ir a cualquier parte
ui-go-to-nothing = No hay resultados para «{ $query }».
ui-go-to-hint = Escribe una página, una acción, un nombre, un número, un importe o un ID
ui-go-to-pages = Páginas
ui-go-to-count = { $count ->
    [one] una sugerencia
   *[other] { $count } sugerencias
  }
ui-shortcuts = Atajos de teclado
ui-shortcuts-single = Usar atajos de una sola tecla
ui-shortcut-go-to = Ir a cualquier parte
ui-shortcut-search = Buscar en la página
ui-shortcut-help = Mostrar los atajos de teclado
ui-shortcut-next-row = Fila siguiente
ui-shortcut-previous-row = Fila anterior
ui-shortcut-open-row = Abrir la fila
ui-shortcut-close = Cerrar lo que está abierto
ui-qr-code = Código QR para escanear con el teléfono
ui-qr-seconds = { $count ->
    [one] queda un segundo
   *[other] quedan { $count } segundos
  }
ui-qr-nth = Código { $number } de { $total }
ui-qr-coming = Aquí aparecerá un código en un momento.
ui-file-choose = Elegir un archivo
ui-file-drop = o suéltalo aquí
ui-file-chosen = { $name }, { $kilobytes } kB
ui-progress = { $done } de { $total }
ui-step = Paso { $number } de { $total }
ui-step-done = hecho
ui-just-now = ahora mismo
ui-minutes-ago = { $count ->
    [one] hace un minuto
   *[other] hace { $count } minutos
  }
ui-hours-ago = { $count ->
    [one] hace una hora
   *[other] hace { $count } horas
  }
ui-days-ago = { $count ->
    [one] ayer
   *[other] hace { $count } días
  }
ui-in-minutes = { $count ->
    [one] dentro de un minuto
   *[other] dentro de { $count } minutos
  }
ui-in-hours = { $count ->
    [one] dentro de una hora
   *[other] dentro de { $count } horas
  }
ui-in-days = { $count ->
    [one] mañana
   *[other] dentro de { $count } días
  }
ui-undo = Deshacer
ui-confirm-word = Escribe { $word } para confirmar
ui-notices = Notificaciones
ui-unchanged = sin cambios
ui-recounting = Actualizando
ui-open-rows = Ver las filas de { $figure }
ui-new-rows = { $count ->
    [one] una fila nueva
   *[other] { $count } filas nuevas
  }
ui-none = ninguno
ui-select-row = Seleccionar { $name }
ui-select-all = Seleccionar todas las filas de esta página
ui-other-currencies = { $count ->
    [one] 1 moneda más
   *[other] { $count } monedas más
  }
ui-rows-range = { $from }–{ $to }
ui-rows-range-more = { $from }–{ $to } y más
ui-rows-total = de { $total }
ui-sort = Ordenar por
ui-sort-up = { $column }, ascendente
ui-sort-down = { $column }, descendente
ui-filter-unknown = { $filter }: «{ $value }» no existe, así que no se muestra nada
ui-skip-rows = Ir a las filas
ui-unfold-rail = Expandir la barra lateral
ui-fill-in = Completa «{ $label }»
ui-field-problem = { $label }: { $problem }
ui-leave-unsaved = Tus cambios no están guardados. ¿Salir de esta página y descartarlos?
ui-signed-out = Tu sesión ha terminado.
ui-sign-in-again = Inicia sesión para continuar aquí
ui-sign-in-tab = Inicia sesión en otra pestaña y vuelve a enviar esto
ui-back-to-list = Volver a la lista
ui-back-home = Ir a la página de inicio
ui-refused-title = No tienes acceso a esta página
ui-missing-title = No se encontró
ui-saved = Guardado
ui-created = Creado
ui-added = Añadido
ui-messages-moved = { $count ->
    [one] Un mensaje tiene un estado nuevo.
   *[other] { $count } mensajes tienen un estado nuevo.
  }
ui-keep-mine = Conservar mi texto y sobrescribir el otro
ui-show-newest = Mostrar la versión más reciente
ui-now-newest = Tu texto parte ahora de la versión más reciente. Guarda para reemplazarla.
ui-more-figures = Más cifras
ui-about = Qué significa «{ $figure }»
ui-go-to-here = En esta página
ui-go-to-recent = Recientes
ui-enter-name = Escribe un nombre
ui-enter-email = Escribe una dirección de correo
ui-enter-phone = Escribe un número de teléfono
ui-enter-recipients = Escribe los destinatarios
ui-enter-message = Escribe un mensaje
ui-enter-reason = Escribe el motivo
ui-enter-time-zone = Elige una zona horaria
ui-enter-url = Escribe la dirección del servidor
ui-enter-key = Escribe la clave de API
ui-enter-password = Escribe una contraseña
ui-enter-file = Elige un archivo
