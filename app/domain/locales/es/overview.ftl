overview-hello = Hola, { $name }
overview-registered = Usuarios nuevos por mes
overview-registered-describe = Usuarios registrados en cada uno de los últimos doce meses.
overview-payments = Pagos por mes
overview-payments-describe = Pagos de los últimos doce meses en la moneda más usada.
overview-month = Mes
overview-see-users = Ver todos los usuarios
