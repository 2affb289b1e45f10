imports-title = Importaciones
imports-lead = Importa usuarios y pagos desde un archivo CSV. No se guarda nada antes de que veas una vista previa.
imports-new = Importación nueva
imports-kind = Contenido del archivo
imports-file = Archivo CSV
imports-file-hint = UTF-8 con fila de encabezado; separado por coma, punto y coma o tabulador.
imports-upload = Subir y ver vista previa
imports-template-users = Plantilla de usuarios
imports-template-payments = Plantilla de pagos
imports-earlier = Importaciones anteriores
imports-empty-title = Aún no hay importaciones
imports-empty = Aquí aparecen tus importaciones y sus filas rechazadas.
imports-name = Archivo
imports-state = Estado
imports-rows = Filas
imports-created = Creadas
imports-updated = Actualizadas
imports-unchanged = Sin cambios
imports-refused = Rechazadas
imports-when = Cuándo
imports-progress = Progreso
imports-columns = Columnas
imports-columns-lead = Qué columna del archivo corresponde a cada campo. Tu elección se recuerda para el próximo archivo.
imports-not-in-file = No está en el archivo
imports-save-columns = Usar estas columnas
imports-sample = Primeras filas del archivo
imports-check = Comprobar sin guardar
imports-run = Importar las filas válidas
imports-all-or-nothing = No importar nada si alguna fila no es válida
imports-preview = Vista previa
imports-result = Resultado
imports-problems = Filas rechazadas
imports-all-good = No se rechazó ninguna fila.
imports-line = Línea
imports-column = Columna
imports-value = Valor
imports-reason = Motivo
imports-report = Descargar todas las filas rechazadas
imports-refresh = Actualizar
imports-started = La importación está en marcha.
imports-would-write = { $count ->
    [0] No se escribiría ninguna fila.
    [one] Se escribirá una fila.
   *[other] Se escribirán { $count } filas.
  }
imports-show-made = { $count ->
    [one] Ver el usuario nuevo
    [many] Ver los { $count } de usuarios nuevos
   *[other] Ver los { $count } usuarios nuevos
  }
