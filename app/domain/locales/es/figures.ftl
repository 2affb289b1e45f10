figures-about-users = Todas las personas con cuenta que cumplen los filtros, activas o no.
figures-about-active-users = Usuarios que pueden iniciar sesión. Las cuentas desactivadas no cuentan.
figures-about-paying-users = Usuarios con al menos un pago realizado hasta ahora, reembolsado o no.
figures-about-paid-in-month = Usuarios con al menos un pago realizado con fecha de este mes. Los reembolsos no lo cambian.
figures-about-payments-total = Bruto: todos los pagos realizados menos los reembolsos, antes de las comisiones de las pasarelas.
figures-about-payments-in-month = Bruto: los pagos realizados de este mes menos los reembolsos hechos en él, antes de las comisiones de las pasarelas.
figures-about-revenue = Neto: los pagos de este mes menos los reembolsos y menos las comisiones de las pasarelas.
figures-about-pending = Pagos cuyo resultado aún no se conoce. Ninguna otra cifra los incluye.
figures-about-team-owners = Personas que son propietarias de al menos una organización.
figures-about-instances = Números de WhatsApp conectados ahora mismo.
figures-about-messages = Mensajes que una pasarela aceptó hoy, sea cual sea su estado actual.
figures-percent = { $percent } %
figures-more-than = Un { $percent } % más que en { $month }
figures-less-than = Un { $percent } % menos que en { $month }
figures-same-as = Igual que en { $month }
figures-so-far-of = Hasta ahora, el { $percent } % del total de { $month }
figures-count = { $count }
figures-registered = { $count ->
    [one] Un usuario se registró en { $month }
    [many] { $count } de usuarios se registraron en { $month }
   *[other] { $count } usuarios se registraron en { $month }
  }
figures-in-currency = { $title } ({ $currency })
figures-month-running = { $month }, hasta ahora
