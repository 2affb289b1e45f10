overview-hello = Hello, { $name }
overview-registered = New users per month
overview-registered-describe = Users registered in each of the last twelve months.
overview-payments = Payments per month
overview-payments-describe = Payments of each of the last twelve months in the busiest currency.
overview-month = Month
overview-see-users = See all users
