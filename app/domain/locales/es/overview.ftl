overview-title = Resumen
overview-greeting = Hola de nuevo, { $name }
overview-lead = Tus usuarios, pagos y números de un vistazo.
overview-find-user = Buscar un usuario
overview-import = Importar un archivo
overview-new-user = Usuario nuevo
overview-registered = Usuarios registrados por mes
overview-users = Usuarios
overview-paid = Pagos por mes
overview-paid-sum = Pagos menos reembolsos de los últimos doce meses: { $sum }.
overview-month = Mes
overview-registered-sum = { $count ->
    [one] Un usuario se registró en los últimos doce meses.
    [many] { $count } de usuarios se registraron en los últimos doce meses.
   *[other] { $count } usuarios se registraron en los últimos doce meses.
  }
