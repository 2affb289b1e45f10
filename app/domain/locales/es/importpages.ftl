imports-title = Importaciones
imports-lead = Trae usuarios y pagos desde un archivo CSV. Nada se escribe antes de que veas qué pasaría.
imports-new = Importación nueva
imports-kind = Qué contiene el archivo
imports-file = Archivo CSV
imports-file-hint = UTF-8 con encabezado; coma, punto y coma o tabulador.
imports-upload = Subir y revisar
imports-template-users = Plantilla de usuarios
imports-template-payments = Plantilla de pagos
imports-earlier = Importaciones anteriores
imports-empty-title = Aún no hay importaciones
imports-empty = Tus importaciones y sus filas rechazadas quedan aquí.
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
imports-columns-lead = Qué columna del archivo alimenta cuál. Tu elección se guarda para el próximo archivo.
imports-not-in-file = No está en el archivo
imports-save-columns = Usar estas columnas
imports-sample = Primeras filas del archivo
imports-check = Comprobar sin escribir
imports-run = Importar las filas correctas
imports-all-or-nothing = Nada, salvo que todas las filas sean correctas
imports-preview = Qué pasaría
imports-result = Qué pasó
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
