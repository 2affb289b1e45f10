servers-title = Servidores
servers-lead = Cada uno ejecuta el gateway de WhatsApp en el que viven los números. Los nuevos van al servidor con más sitio.
servers-new = Añadir un servidor
servers-new-lead = Se le pregunta al momento si responde y acepta la clave.
servers-name = Nombre
servers-name-hint = El que usted elija, por ejemplo «Fráncfort 1».
servers-provider = Software
servers-url = Dirección
servers-url-hint = Con esquema y puerto, por ejemplo http://127.0.0.1:3001.
servers-status = Estado
servers-devices = Números
servers-of = { $current } de { $max }
servers-show-numbers = Mostrar los números de { $name }
servers-version = Versión
servers-latency = Responde en
servers-ms = { $ms } ms
servers-checked = Última comprobación
servers-never-checked = aún sin preguntar
servers-unknown = aún no se sabe
servers-load = Carga
servers-cpu = Procesador { $percent } %
servers-memory = Memoria { $percent } %
servers-disk = Disco { $percent } %
servers-problem = Problema
servers-key = Clave de API
servers-key-new-hint = La clave que pide el gateway. Se guarda cifrada y no se vuelve a mostrar.
servers-key-hint = La guardada termina en { $hint }. Deje esto vacío para conservarla.
servers-max = Máximo de números
servers-max-hint = Cuántos números puede tener, de 1 a 10 000.
servers-create = Añadir y comprobar
servers-save = Guardar y comprobar
servers-edit = Editar
servers-edit-name = Editar { $name }
servers-check = Comprobar ahora
servers-checked-now = Se acaba de preguntar al servidor.
servers-delete = Quitar
servers-delete-title = ¿Quitar este servidor?
servers-delete-explain = Se olvida { $name }, con su clave. El gateway en sí no se toca, y el servidor se puede añadir de nuevo.
servers-deleted = El servidor está quitado.
servers-holds = Tiene números, así que no se puede quitar. El mantenimiento aleja a los nuevos.
servers-maintain = Mantenimiento
servers-maintain-title = ¿Poner este servidor en mantenimiento?
servers-maintain-explain = No se colocan números nuevos en { $name } y sus colas esperan. Lo que espera se envía cuando vuelva a participar.
servers-resume = Reanudar
servers-changed = El servidor está cambiado.
servers-empty-title = Aún no hay servidores
servers-empty = Un servidor ejecuta el gateway de WhatsApp en el que viven los números. El simulador que trae Switchyard sirve para probar: inícielo con la orden de abajo y añada su dirección.
servers-empty-command = switchyard simulator
servers-online-count = { $count ->
    [one] uno en línea
   *[other] { $count } en línea
  }
servers-room = { $count ->
    [one] sitio para un número más
   *[other] sitio para { $count } números más
  }
servers-maintain-do = Ponerlo en mantenimiento
