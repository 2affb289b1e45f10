figures-about-users = Everyone with an account who matches the filters, active or not.
figures-about-active-users = Users who can sign in. Deactivated accounts do not count.
figures-about-paying-users = Users with at least one successful payment so far, refunded or not.
figures-about-paid-in-month = Users with at least one successful payment dated in this month. Refunds do not change it.
figures-about-payments-total = Gross: all successful payments minus refunds, before gateway fees.
figures-about-payments-in-month = Gross: successful payments of this month minus the refunds made in it, before gateway fees.
figures-about-revenue = Net: payments of this month minus refunds and minus gateway fees.
figures-about-pending = Payments whose outcome is not known yet. No other figure includes them.
figures-about-team-owners = People who own at least one organisation.
figures-about-instances = WhatsApp numbers that are connected right now.
figures-about-messages = Messages that a gateway accepted today, whatever their status now.
figures-percent = { $percent }%
figures-more-than = { $percent }% more than in { $month }
figures-less-than = { $percent }% less than in { $month }
figures-same-as = The same as in { $month }
figures-so-far-of = So far { $percent }% of the total for { $month }
figures-count = { $count }
figures-registered = { $count ->
    [one] One user registered in { $month }
   *[other] { $count } users registered in { $month }
  }
figures-in-currency = { $title } ({ $currency })
figures-month-running = { $month }, so far
