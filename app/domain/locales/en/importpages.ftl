imports-title = Imports
imports-lead = Import users and payments from a CSV file. Nothing is saved before you have seen a preview.
imports-new = New import
imports-kind = File contents
imports-file = CSV file
imports-file-hint = UTF-8 with a header row; separated by comma, semicolon or tab.
imports-upload = Upload and preview
imports-template-users = Template for users
imports-template-payments = Template for payments
imports-earlier = Earlier imports
imports-empty-title = No imports yet
imports-empty = Your imports and their refused rows are listed here.
imports-name = File
imports-state = Status
imports-rows = Rows
imports-created = Created
imports-updated = Updated
imports-unchanged = Unchanged
imports-refused = Refused
imports-when = When
imports-progress = Progress
imports-columns = Columns
imports-columns-lead = Which column of the file fills which field. Your choice is remembered for the next file.
imports-not-in-file = Not in the file
imports-save-columns = Use these columns
imports-sample = First rows of the file
imports-check = Check without saving
imports-run = Import the valid rows
imports-all-or-nothing = Import nothing unless every row is valid
imports-preview = Preview
imports-result = Result
imports-problems = Refused rows
imports-all-good = No rows were refused.
imports-line = Line
imports-column = Column
imports-value = Value
imports-reason = Reason
imports-report = Download all refused rows
imports-refresh = Refresh
imports-started = The import is running.
imports-would-write = { $count ->
    [0] No row would be written.
    [one] One row will be written.
   *[other] { $count } rows will be written.
  }
imports-show-made = { $count ->
    [one] Show the new user
   *[other] Show the { $count } new users
  }
