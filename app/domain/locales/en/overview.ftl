overview-title = Overview
overview-greeting = Welcome back, { $name }
overview-lead = Your users, payments and numbers at a glance.
overview-find-user = Find a user
overview-import = Import a file
overview-new-user = New user
overview-registered = Users registered per month
overview-users = Users
overview-paid = Payments per month
overview-paid-sum = Payments less refunds of the last twelve months: { $sum }.
overview-month = Month
overview-registered-sum = { $count ->
    [one] One user registered in the last twelve months.
   *[other] { $count } users registered in the last twelve months.
  }
