servers-title = Servers
servers-lead = Each runs the WhatsApp gateway on which numbers live. New numbers go to the server with most room.
servers-new = Add a server
servers-new-lead = It is asked at once whether it answers and takes the key.
servers-name = Name
servers-name-hint = Yours to choose, such as “Frankfurt 1”.
servers-provider = Software
servers-url = Address
servers-url-hint = With scheme and port, such as http://127.0.0.1:3001.
servers-status = Status
servers-devices = Numbers
servers-of = { $current } of { $max }
servers-show-numbers = Show the numbers on { $name }
servers-version = Version
servers-latency = Answers in
servers-ms = { $ms } ms
servers-checked = Last check
servers-never-checked = not asked yet
servers-unknown = not known yet
servers-load = Load
servers-cpu = Processor { $percent } %
servers-memory = Memory { $percent } %
servers-disk = Disk { $percent } %
servers-problem = Problem
servers-key = API key
servers-key-new-hint = The key that the gateway asks for. It is kept encrypted and never shown again.
servers-key-hint = The one that is kept ends in { $hint }. Leave this empty to keep it.
servers-max = Most numbers
servers-max-hint = How many numbers it may hold, 1 to 10,000.
servers-create = Add and check
servers-save = Save and check
servers-edit = Edit
servers-edit-name = Edit { $name }
servers-check = Check now
servers-checked-now = The server was asked just now.
servers-delete = Remove
servers-delete-title = Remove this server?
servers-delete-explain = { $name } is forgotten, with its key. The gateway itself is not touched, and the server can be added again.
servers-deleted = The server is removed.
servers-holds = Holds numbers, so it cannot be removed. Maintenance keeps new ones away.
servers-maintain = Maintenance
servers-maintain-title = Take this server out?
servers-maintain-explain = No new numbers are placed on { $name }, and its queues wait. What waits is sent when it takes part again.
servers-resume = Resume
servers-changed = The server is changed.
servers-empty-title = No servers yet
servers-empty = A server runs the WhatsApp gateway on which numbers live. The simulator that comes with Switchyard is one for trying out: start it with the command below and add its address.
servers-empty-command = switchyard simulator
servers-online-count = { $count ->
    [one] one online
   *[other] { $count } online
  }
servers-room = { $count ->
    [one] room for one more number
   *[other] room for { $count } more numbers
  }
servers-maintain-do = Take it out
