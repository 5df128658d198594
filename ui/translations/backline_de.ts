<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
  <context>
    <name>Backline</name>
    <message>
      <location filename="../activity.py" />
      <source>nothing to do</source>
      <translation>nichts zu tun</translation>
    </message>
    <message>
      <location filename="../activity.py" />
      <source>{n} in work, {percent} %</source>
      <translation>{n} in Arbeit, {percent} %</translation>
    </message>
    <message>
      <location filename="../activity.py" />
      <location filename="../words.py" />
      <source>{n} waiting</source>
      <translation>{n} in der Warteschlange</translation>
    </message>
    <message>
      <location filename="../activity.py" />
      <source>paused</source>
      <translation>angehalten</translation>
    </message>
    <message>
      <location filename="../application.py" />
      <source>Backline cannot start</source>
      <translation>Backline kann nicht starten</translation>
    </message>
    <message>
      <location filename="../bridge.py" />
      <source>Something went wrong that nobody expected. The log has the details.</source>
      <translation>Etwas Unerwartetes ist schiefgegangen. Einzelheiten stehen im Protokoll.</translation>
    </message>
    <message>
      <location filename="../desktop.py" />
      <source>Quit Backline</source>
      <translation>Backline beenden</translation>
    </message>
    <message>
      <location filename="../desktop.py" />
      <source>{phone} wants to come in</source>
      <translation>{phone} möchte sich verbinden</translation>
    </message>
    <message>
      <location filename="../desktop.py" />
      <source>Its code: {code}</source>
      <translation>Der Code: {code}</translation>
    </message>
    <message>
      <location filename="../desktop.py" />
      <source>A device at {address} knocked. It has no key.</source>
      <translation>Ein Gerät mit der Adresse {address} hat angeklopft. Es hat keinen Schlüssel.</translation>
    </message>
    <message>
      <location filename="../desktop.py" />
      <source>Backline goes on</source>
      <translation>Backline läuft weiter</translation>
    </message>
    <message>
      <location filename="../desktop.py" />
      <source>It works on in the tray, and phones still reach it.</source>
      <translation>Es arbeitet im Infobereich weiter, und Handys erreichen es nach wie vor.</translation>
    </message>
    <message>
      <location filename="../desktop.py" />
      <source>Backline quits when this song is done.</source>
      <translation>Backline wird beendet, sobald dieses Lied fertig ist.</translation>
    </message>
    <message>
      <location filename="../notices.py" />
      <source>{song} could not be done again</source>
      <translation>{song} ließ sich nicht neu bearbeiten</translation>
    </message>
    <message>
      <location filename="../notices.py" />
      <source>{song} is ready</source>
      <translation>{song} ist fertig</translation>
    </message>
    <message>
      <location filename="../notices.py" />
      <source>{song} failed</source>
      <translation>{song} ist fehlgeschlagen</translation>
    </message>
    <message>
      <location filename="../notices.py" />
      <source>{n} failed; the list says why.</source>
      <translation>{n} fehlgeschlagen; die Liste sagt, warum.</translation>
    </message>
    <message>
      <location filename="../notices.py" />
      <source>{n} songs are ready</source>
      <translation>{n} Lieder sind fertig</translation>
    </message>
    <message>
      <location filename="../phones/card_view.py" />
      <source>SHA-256 of the certificate</source>
      <translation>SHA-256 des Zertifikats</translation>
    </message>
    <message>
      <location filename="../phones/card_view.py" />
      <source>QR code that pairs a phone</source>
      <translation>QR-Code, der ein Handy koppelt</translation>
    </message>
    <message>
      <location filename="../phones/card_view.py" />
      <source>Good for one phone, until {time}.</source>
      <translation>Gilt für ein Handy, bis {time}.</translation>
    </message>
    <message>
      <location filename="../phones/card_view.py" />
      <source>Also found at {addresses}</source>
      <translation>Auch erreichbar unter {addresses}</translation>
    </message>
    <message>
      <location filename="../phones/card_view.py" />
      <source>Scan this with the phone's camera</source>
      <translation>Mit der Kamera des Handys scannen</translation>
    </message>
    <message>
      <location filename="../phones/card_view.py" />
      <source>It opens Backline there. Phone and computer have to be in the same Wi-Fi.</source>
      <translation>Dort öffnet sich Backline. Handy und Computer müssen im selben WLAN sein.</translation>
    </message>
    <message>
      <location filename="../phones/card_view.py" />
      <source>Or open the address on the phone, and type the code:</source>
      <translation>Oder die Adresse auf dem Handy öffnen und den Code eintippen:</translation>
    </message>
    <message>
      <location filename="../phones/card_view.py" />
      <source>Address</source>
      <translation>Adresse</translation>
    </message>
    <message>
      <location filename="../phones/card_view.py" />
      <source>Code</source>
      <translation>Code</translation>
    </message>
    <message>
      <location filename="../phones/card_view.py" />
      <source>Copy: {what}</source>
      <translation>Kopieren: {what}</translation>
    </message>
    <message>
      <location filename="../phones/device_list.py" />
      <location filename="../phones/pair_dialog.py" />
      <source>One moment…</source>
      <translation>Einen Moment…</translation>
    </message>
    <message>
      <location filename="../phones/device_list.py" />
      <source>No phone is paired yet.</source>
      <translation>Noch ist kein Handy gekoppelt.</translation>
    </message>
    <message>
      <location filename="../phones/entry_rows.py" />
      <source>Asks to be let in. Allow it if it shows {code}.</source>
      <translation>Möchte sich verbinden. Nur erlauben, wenn es {code} anzeigt.</translation>
    </message>
    <message>
      <location filename="../phones/entry_rows.py" />
      <source>Knocked without a key. If you allow it, this address comes in for a week.</source>
      <translation>Hat ohne Schlüssel angeklopft. Wird es erlaubt, hat diese Adresse eine Woche lang Zugang.</translation>
    </message>
    <message>
      <location filename="../phones/entry_rows.py" />
      <location filename="../phones/question_dialog.py" />
      <source>Refuse</source>
      <translation>Ablehnen</translation>
    </message>
    <message>
      <location filename="../phones/entry_rows.py" />
      <location filename="../phones/question_dialog.py" />
      <source>Allow</source>
      <translation>Erlauben</translation>
    </message>
    <message>
      <location filename="../phones/entry_rows.py" />
      <source>Refuse {device}</source>
      <translation>{device} ablehnen</translation>
    </message>
    <message>
      <location filename="../phones/entry_rows.py" />
      <source>Allow {device}</source>
      <translation>{device} erlauben</translation>
    </message>
    <message>
      <location filename="../phones/entry_rows.py" />
      <source>Rename {device}</source>
      <translation>{device} umbenennen</translation>
    </message>
    <message>
      <location filename="../phones/entry_rows.py" />
      <source>Let {device} in no more</source>
      <translation>{device} den Zugang entziehen</translation>
    </message>
    <message>
      <location filename="../phones/entry_rows.py" />
      <source>New name of {device}</source>
      <translation>Neuer Name von {device}</translation>
    </message>
    <message>
      <location filename="../phones/entry_rows.py" />
      <location filename="../queue/song_commands.py" />
      <source>Rename</source>
      <translation>Umbenennen</translation>
    </message>
    <message>
      <location filename="../phones/entry_rows.py" />
      <source>Let in no more</source>
      <translation>Zugang entziehen</translation>
    </message>
    <message>
      <location filename="../phones/entry_rows.py" />
      <location filename="../queue/better.py" />
      <location filename="../queue/song_commands.py" />
      <location filename="../quitting.py" />
      <location filename="../settings/fetch_box.py" />
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <location filename="../phones/entry_rows.py" />
      <source>It would have to be paired once more. Its songs stay.</source>
      <translation>Es müsste danach neu gekoppelt werden. Seine Lieder bleiben.</translation>
    </message>
    <message>
      <location filename="../phones/pair_dialog.py" />
      <location filename="../queue/toolbar.py" />
      <location filename="../settings/network_page.py" />
      <source>Phones</source>
      <translation>Handys</translation>
    </message>
    <message>
      <location filename="../phones/pair_dialog.py" />
      <source>Pair a phone</source>
      <translation>Handy koppeln</translation>
    </message>
    <message>
      <location filename="../phones/pair_dialog.py" />
      <location filename="../settings/network_page.py" />
      <source>Paired devices</source>
      <translation>Gekoppelte Geräte</translation>
    </message>
    <message>
      <location filename="../phones/pair_dialog.py" />
      <location filename="../queue/files_dialog.py" />
      <location filename="../queue/problems.py" />
      <location filename="../song/song_window.py" />
      <location filename="../widgets/message_bar.py" />
      <source>Close</source>
      <translation>Schließen</translation>
    </message>
    <message>
      <location filename="../phones/pair_dialog.py" />
      <source>That did not work</source>
      <translation>Das hat nicht geklappt</translation>
    </message>
    <message>
      <location filename="../phones/pair_dialog.py" />
      <source>A device</source>
      <translation>Ein Gerät</translation>
    </message>
    <message>
      <location filename="../phones/pair_dialog.py" />
      <source>It finds Backline by itself from now on, whenever both are in this network.</source>
      <translation>Es findet Backline von nun an selbst, sobald beide in diesem Netzwerk sind.</translation>
    </message>
    <message>
      <location filename="../phones/pair_dialog.py" />
      <source>{device} is paired</source>
      <translation>{device} ist gekoppelt</translation>
    </message>
    <message>
      <location filename="../phones/pair_dialog.py" />
      <source>Pair another</source>
      <translation>Weiteres koppeln</translation>
    </message>
    <message>
      <location filename="../phones/pair_dialog.py" />
      <source>Connect it to the Wi-Fi that the phone is in; the code appears here then. If it is connected, API_HOST may keep Backline to this computer.</source>
      <translation>Der Computer muss in das WLAN, in dem auch das Handy ist; dann erscheint hier der Code. Ist er schon dort, beschränkt vielleicht API_HOST Backline auf diesen Computer.</translation>
    </message>
    <message>
      <location filename="../phones/pair_dialog.py" />
      <source>This computer is in no network</source>
      <translation>Dieser Computer ist in keinem Netzwerk</translation>
    </message>
    <message>
      <location filename="../phones/pair_dialog.py" />
      <source>Phones cannot come in at the moment. Quit Backline, and start it again.</source>
      <translation>Handys können sich gerade nicht verbinden. Backline beenden und neu starten hilft.</translation>
    </message>
    <message>
      <location filename="../phones/pair_dialog.py" />
      <source>The server does not run</source>
      <translation>Der Server läuft nicht</translation>
    </message>
    <message>
      <location filename="../phones/pair_dialog.py" />
      <source>Nobody came in for ten minutes, and the code is void now.</source>
      <translation>Zehn Minuten lang hat sich niemand verbunden, der Code gilt nicht mehr.</translation>
    </message>
    <message>
      <location filename="../phones/pair_dialog.py" />
      <source>The code is too old</source>
      <translation>Der Code ist abgelaufen</translation>
    </message>
    <message>
      <location filename="../phones/pair_dialog.py" />
      <source>Show a new code</source>
      <translation>Neuen Code zeigen</translation>
    </message>
    <message>
      <location filename="../phones/pair_dialog.py" />
      <source>Many wrong codes were tried. Somebody in the network may be guessing.</source>
      <translation>Es wurden viele falsche Codes versucht. Vielleicht rät jemand im Netzwerk.</translation>
    </message>
    <message>
      <location filename="../phones/pair_dialog.py" />
      <source>The code is void</source>
      <translation>Der Code gilt nicht mehr</translation>
    </message>
    <message>
      <location filename="../phones/pair_dialog.py" />
      <source>The server is starting.</source>
      <translation>Der Server startet.</translation>
    </message>
    <message>
      <location filename="../phones/question_dialog.py" />
      <source>Let a phone in?</source>
      <translation>Handy verbinden?</translation>
    </message>
    <message>
      <location filename="../phones/question_dialog.py" />
      <source>A device at {address} knocked without a key</source>
      <translation>Ein Gerät mit der Adresse {address} hat ohne Schlüssel angeklopft</translation>
    </message>
    <message>
      <location filename="../phones/question_dialog.py" />
      <source>If you know it and it cannot be paired, allow it: whoever has this address comes in without a key for a week.</source>
      <translation>Nur erlauben, wenn das Gerät bekannt ist und sich nicht koppeln lässt: Wer diese Adresse hat, kommt eine Woche lang ohne Schlüssel herein.</translation>
    </message>
    <message>
      <location filename="../phones/question_dialog.py" />
      <source>{device} asks to be let in. Does it show this?</source>
      <translation>{device} möchte sich verbinden. Zeigt es diesen Code?</translation>
    </message>
    <message>
      <location filename="../phones/question_dialog.py" />
      <source>Allow it only if both show the same number. It sees songs, and sends new ones.</source>
      <translation>Nur erlauben, wenn beide dieselbe Zahl zeigen. Es sieht dann Lieder und sendet neue.</translation>
    </message>
    <message>
      <location filename="../phones/words.py" />
      <source>without a key</source>
      <translation>ohne Schlüssel</translation>
    </message>
    <message>
      <location filename="../phones/words.py" />
      <source>device</source>
      <translation>Gerät</translation>
    </message>
    <message>
      <location filename="../phones/words.py" />
      <source>not seen yet</source>
      <translation>noch nicht gesehen</translation>
    </message>
    <message>
      <location filename="../phones/words.py" />
      <source>seen within the hour</source>
      <translation>in der letzten Stunde gesehen</translation>
    </message>
    <message>
      <location filename="../phones/words.py" />
      <source>seen {when}</source>
      <translation>zuletzt gesehen: {when}</translation>
    </message>
    <message>
      <location filename="../phones/words.py" />
      <source>its time is over</source>
      <translation>abgelaufen</translation>
    </message>
    <message>
      <location filename="../phones/words.py" />
      <source>until {when}</source>
      <translation>bis {when}</translation>
    </message>
    <message>
      <location filename="../phones/words.py" />
      <source>today</source>
      <translation>heute</translation>
    </message>
    <message>
      <location filename="../phones/words.py" />
      <source>yesterday</source>
      <translation>gestern</translation>
    </message>
    <message>
      <location filename="../phones/words.py" />
      <source>tomorrow</source>
      <translation>morgen</translation>
    </message>
    <message>
      <location filename="../phones/words.py" />
      <source>{days} days ago</source>
      <translation>vor {days} Tagen</translation>
    </message>
    <message>
      <location filename="../player/playback.py" />
      <source>There is no sound device. Connect headphones or speakers, then press play again.</source>
      <translation>Es gibt kein Gerät für die Tonausgabe. Kopfhörer oder Lautsprecher anschließen und noch einmal auf Wiedergabe drücken.</translation>
    </message>
    <message>
      <location filename="../queue/better.py" />
      <source>HTDemucs, {size}, is downloaded once, before the song is done again.</source>
      <translation>HTDemucs, {size}, wird einmal heruntergeladen, bevor das Lied neu bearbeitet wird.</translation>
    </message>
    <message>
      <location filename="../queue/better.py" />
      <source>HTDemucs, {size}, is downloaded once, before the songs are done again.</source>
      <translation>HTDemucs, {size}, wird einmal heruntergeladen, bevor die Lieder neu bearbeitet werden.</translation>
    </message>
    <message>
      <location filename="../queue/better.py" />
      <source>Better quality</source>
      <translation>Bessere Qualität</translation>
    </message>
    <message>
      <location filename="../queue/better.py" />
      <source>The better model is not on this computer yet.</source>
      <translation>Das bessere Modell ist noch nicht auf diesem Computer.</translation>
    </message>
    <message>
      <location filename="../queue/better.py" />
      <source>Download and go on</source>
      <translation>Herunterladen und fortfahren</translation>
    </message>
    <message>
      <location filename="../queue/cells.py" />
      <source>Song</source>
      <translation>Lied</translation>
    </message>
    <message>
      <location filename="../queue/cells.py" />
      <source>State</source>
      <translation>Status</translation>
    </message>
    <message>
      <location filename="../queue/cells.py" />
      <source>Length</source>
      <translation>Länge</translation>
    </message>
    <message>
      <location filename="../queue/cells.py" />
      <location filename="../song/correction_menus.py" />
      <location filename="../song/header.py" />
      <source>Tempo</source>
      <translation>Tempo</translation>
    </message>
    <message>
      <location filename="../queue/cells.py" />
      <location filename="../song/correction_menus.py" />
      <location filename="../song/header.py" />
      <source>Key</source>
      <translation>Tonart</translation>
    </message>
    <message>
      <location filename="../queue/cells.py" />
      <source>Added</source>
      <translation>Hinzugefügt</translation>
    </message>
    <message>
      <location filename="../queue/cells.py" />
      <source>Made by the quick model. It can be done again in better quality.</source>
      <translation>Vom schnellen Modell. Das Lied lässt sich in besserer Qualität neu bearbeiten.</translation>
    </message>
    <message>
      <location filename="../queue/drop_overlay.py" />
      <source>{what} is not a file of this computer. Save it to a file first.</source>
      <translation>{what} ist keine Datei dieses Computers. Bitte zuerst als Datei sichern.</translation>
    </message>
    <message>
      <location filename="../queue/drop_overlay.py" />
      <source>Let go to add these songs</source>
      <translation>Loslassen, um die Lieder hinzuzufügen</translation>
    </message>
    <message>
      <location filename="../queue/empty.py" />
      <source>Drop songs here</source>
      <translation>Lieder hierher ziehen</translation>
    </message>
    <message>
      <location filename="../queue/empty.py" />
      <source>Files or whole folders. Backline takes a song apart into its stems, and writes down the singing, the chords and the beats. All of it stays on this computer.</source>
      <translation>Dateien oder ganze Ordner. Backline zerlegt ein Lied in seine Spuren und schreibt Gesang, Akkorde und Schläge auf. Alles bleibt auf diesem Computer.</translation>
    </message>
    <message>
      <location filename="../queue/empty.py" />
      <location filename="../welcome.py" />
      <source>Choose songs…</source>
      <translation>Lieder wählen…</translation>
    </message>
    <message>
      <location filename="../queue/empty.py" />
      <location filename="../welcome.py" />
      <source>Try the example song</source>
      <translation>Beispiellied ausprobieren</translation>
    </message>
    <message>
      <location filename="../queue/empty.py" />
      <source>Look for a part of the title, or of the file's name.</source>
      <translation>Gesucht wird in Titeln und Dateinamen; ein Teil davon genügt.</translation>
    </message>
    <message>
      <location filename="../queue/empty.py" />
      <source>Show all songs</source>
      <translation>Alle Lieder zeigen</translation>
    </message>
    <message>
      <location filename="../queue/empty.py" />
      <source>No song matches “{searched}”</source>
      <translation>Kein Lied passt zu „{searched}“</translation>
    </message>
    <message>
      <location filename="../queue/files_dialog.py" />
      <source>Files</source>
      <translation>Dateien</translation>
    </message>
    <message>
      <location filename="../queue/files_dialog.py" />
      <source>{n} files</source>
      <translation>{n} Dateien</translation>
    </message>
    <message>
      <location filename="../queue/files_dialog.py" />
      <source>Files of {song}</source>
      <translation>Dateien von {song}</translation>
    </message>
    <message>
      <location filename="../queue/files_dialog.py" />
      <source>Drag files into another program or a folder, or copy them.</source>
      <translation>Dateien in ein anderes Programm oder einen Ordner ziehen oder kopieren.</translation>
    </message>
    <message>
      <location filename="../queue/files_dialog.py" />
      <source>Copy</source>
      <translation>Kopieren</translation>
    </message>
    <message>
      <location filename="../queue/files_dialog.py" />
      <source>Copy the selected files ({keys})</source>
      <translation>Die ausgewählten Dateien kopieren ({keys})</translation>
    </message>
    <message>
      <location filename="../queue/files_out.py" />
      <source>{n} files are copied. Paste them where you need them.</source>
      <translation>{n} Dateien sind kopiert und können anderswo eingefügt werden.</translation>
    </message>
    <message>
      <location filename="../queue/files_out.py" />
      <source>There are no files yet. Stems come when a song is ready.</source>
      <translation>Noch gibt es keine Dateien. Spuren kommen, sobald ein Lied fertig ist.</translation>
    </message>
    <message>
      <location filename="../queue/intake.py" />
      <source>{path} cannot be read ({why}).</source>
      <translation>{path} lässt sich nicht lesen ({why}).</translation>
    </message>
    <message>
      <location filename="../queue/intake.py" />
      <source>{name} is an archive. Unpack it, and add the folder that comes of it.</source>
      <translation>{name} ist ein Archiv. Bitte entpacken und den entstandenen Ordner hinzufügen.</translation>
    </message>
    <message>
      <location filename="../queue/problems.py" />
      <source>{n} files were left out: {named}.</source>
      <translation>{n} Dateien wurden ausgelassen: {named}.</translation>
    </message>
    <message>
      <location filename="../queue/problems.py" />
      <source>{n} files were left out: {named} and {more} more.</source>
      <translation>{n} Dateien wurden ausgelassen: {named} und {more} weitere.</translation>
    </message>
    <message>
      <location filename="../queue/problems.py" />
      <source>Files that were left out</source>
      <translation>Ausgelassene Dateien</translation>
    </message>
    <message>
      <location filename="../queue/problems.py" />
      <source>{n} files were left out</source>
      <translation>{n} Dateien wurden ausgelassen</translation>
    </message>
    <message>
      <location filename="../queue/queue_window.py" />
      <location filename="../queue/toolbar.py" />
      <source>Add songs</source>
      <translation>Lieder hinzufügen</translation>
    </message>
    <message>
      <location filename="../queue/queue_window.py" />
      <source>Songs ({patterns})</source>
      <translation>Lieder ({patterns})</translation>
    </message>
    <message>
      <location filename="../queue/queue_window.py" />
      <source>All files (*)</source>
      <translation>Alle Dateien (*)</translation>
    </message>
    <message>
      <location filename="../queue/reports.py" />
      <source>Looking for songs …</source>
      <translation>Lieder werden gesucht …</translation>
    </message>
    <message>
      <location filename="../queue/reports.py" />
      <source>Taking in a song …</source>
      <translation>Ein Lied wird aufgenommen …</translation>
    </message>
    <message>
      <location filename="../queue/reports.py" />
      <source>Taking in {n} of {total} …</source>
      <translation>{n} von {total} wird aufgenommen …</translation>
    </message>
    <message>
      <location filename="../queue/reports.py" />
      <source>Stop</source>
      <translation>Anhalten</translation>
    </message>
    <message>
      <location filename="../queue/reports.py" />
      <source>Details</source>
      <translation>Einzelheiten</translation>
    </message>
    <message>
      <location filename="../queue/reports.py" />
      <source>{song} deleted</source>
      <translation>{song} gelöscht</translation>
    </message>
    <message>
      <location filename="../queue/reports.py" />
      <source>{songs} deleted</source>
      <translation>{songs} gelöscht</translation>
    </message>
    <message>
      <location filename="../queue/reports.py" />
      <source>Undo</source>
      <translation>Rückgängig</translation>
    </message>
    <message>
      <location filename="../queue/row_delegate.py" />
      <source>Name of the song</source>
      <translation>Name des Lieds</translation>
    </message>
    <message>
      <location filename="../queue/row_painter.py" />
      <source>Quick</source>
      <translation>Schnell</translation>
    </message>
    <message>
      <location filename="../queue/row_painter.py" />
      <source>Kept</source>
      <translation>Wird behalten</translation>
    </message>
    <message>
      <location filename="../queue/song_calls.py" />
      <source>{problem} And {n} more songs.</source>
      <translation>{problem} Das betrifft noch {n} weitere Lieder.</translation>
    </message>
    <message>
      <location filename="../queue/song_commands.py" />
      <source>Open</source>
      <translation>Öffnen</translation>
    </message>
    <message>
      <location filename="../queue/song_commands.py" />
      <source>Files…</source>
      <translation>Dateien…</translation>
    </message>
    <message>
      <location filename="../queue/song_commands.py" />
      <source>Copy the files</source>
      <translation>Dateien kopieren</translation>
    </message>
    <message>
      <location filename="../queue/song_commands.py" />
      <source>Show the folder</source>
      <translation>Ordner zeigen</translation>
    </message>
    <message>
      <location filename="../queue/song_commands.py" />
      <source>Do again in better quality</source>
      <translation>In besserer Qualität neu bearbeiten</translation>
    </message>
    <message>
      <location filename="../queue/song_commands.py" />
      <location filename="../settings/fetch_box.py" />
      <source>Try again</source>
      <translation>Noch einmal versuchen</translation>
    </message>
    <message>
      <location filename="../queue/song_commands.py" />
      <source>Move to the front</source>
      <translation>Ganz nach vorn</translation>
    </message>
    <message>
      <location filename="../queue/song_commands.py" />
      <source>Keep for good</source>
      <translation>Dauerhaft behalten</translation>
    </message>
    <message>
      <location filename="../queue/song_commands.py" />
      <source>Keep no longer</source>
      <translation>Nicht länger behalten</translation>
    </message>
    <message>
      <location filename="../queue/song_commands.py" />
      <source>Delete</source>
      <translation>Löschen</translation>
    </message>
    <message>
      <location filename="../queue/song_commands.py" />
      <source>{song} was cancelled. Try it again.</source>
      <translation>{song} wurde abgebrochen. Es lässt sich noch einmal versuchen.</translation>
    </message>
    <message>
      <location filename="../queue/song_commands.py" />
      <location filename="../song/song_window.py" />
      <source>{song} is not ready yet.</source>
      <translation>{song} ist noch nicht fertig.</translation>
    </message>
    <message>
      <location filename="../queue/song_commands.py" />
      <source>No file manager opened. The stems are in {folder}.</source>
      <translation>Es hat sich keine Dateiverwaltung geöffnet. Die Spuren liegen in {folder}.</translation>
    </message>
    <message>
      <location filename="../queue/songs_view.py" />
      <source>Songs</source>
      <translation>Lieder</translation>
    </message>
    <message>
      <location filename="../queue/status_line.py" />
      <source>{shown} of {count} songs</source>
      <translation>{shown} von {count} Liedern</translation>
    </message>
    <message>
      <location filename="../queue/toolbar.py" />
      <source>Choose songs, or drop them on the window ({keys})</source>
      <translation>Lieder wählen oder auf das Fenster ziehen ({keys})</translation>
    </message>
    <message>
      <location filename="../queue/toolbar.py" />
      <location filename="../tray.py" />
      <source>Pause the queue</source>
      <translation>Warteschlange anhalten</translation>
    </message>
    <message>
      <location filename="../queue/toolbar.py" />
      <source>Let a phone send songs</source>
      <translation>Lieder vom Handy senden</translation>
    </message>
    <message>
      <location filename="../queue/toolbar.py" />
      <location filename="../settings/settings_window.py" />
      <source>Settings</source>
      <translation>Einstellungen</translation>
    </message>
    <message>
      <location filename="../queue/toolbar.py" />
      <source>Settings ({keys})</source>
      <translation>Einstellungen ({keys})</translation>
    </message>
    <message>
      <location filename="../queue/toolbar.py" />
      <source>Go on with the queue</source>
      <translation>Warteschlange fortsetzen</translation>
    </message>
    <message>
      <location filename="../queue/toolbar.py" />
      <source>Go on with the queue ({keys})</source>
      <translation>Warteschlange fortsetzen ({keys})</translation>
    </message>
    <message>
      <location filename="../queue/toolbar.py" />
      <source>Pause the queue: songs in work are finished, no other is begun ({keys})</source>
      <translation>Warteschlange anhalten: Begonnene Lieder werden fertig, kein weiteres wird begonnen ({keys})</translation>
    </message>
    <message>
      <location filename="../queue/toolbar.py" />
      <source>Search</source>
      <translation>Suchen</translation>
    </message>
    <message>
      <location filename="../queue/toolbar.py" />
      <source>Search songs</source>
      <translation>Lieder suchen</translation>
    </message>
    <message>
      <location filename="../queue/toolbar.py" />
      <source>Search titles and file names ({keys})</source>
      <translation>Titel und Dateinamen durchsuchen ({keys})</translation>
    </message>
    <message>
      <location filename="../quitting.py" />
      <source>A song is in work</source>
      <translation>Ein Lied ist in Arbeit</translation>
    </message>
    <message>
      <location filename="../quitting.py" />
      <source>{n} songs are in work</source>
      <translation>{n} Lieder sind in Arbeit</translation>
    </message>
    <message>
      <location filename="../quitting.py" />
      <source>Backline can finish it first, or go on with it at the next start: what is done so far is kept.</source>
      <translation>Backline kann die Arbeit erst abschließen oder beim nächsten Start fortsetzen: Was schon getan ist, bleibt erhalten.</translation>
    </message>
    <message>
      <location filename="../quitting.py" />
      <source>Finish, then quit</source>
      <translation>Fertigstellen, dann beenden</translation>
    </message>
    <message>
      <location filename="../quitting.py" />
      <source>Quit now</source>
      <translation>Jetzt beenden</translation>
    </message>
    <message>
      <location filename="../settings/cuda_row.py" />
      <source>NVIDIA card</source>
      <translation>NVIDIA-Grafikkarte</translation>
    </message>
    <message>
      <location filename="../settings/cuda_row.py" />
      <source>Remove</source>
      <translation>Entfernen</translation>
    </message>
    <message>
      <location filename="../settings/cuda_row.py" />
      <source>Remove PyTorch with CUDA</source>
      <translation>PyTorch mit CUDA entfernen</translation>
    </message>
    <message>
      <location filename="../settings/cuda_row.py" />
      <source>{card}, {memory}</source>
      <translation>{card}, {memory}</translation>
    </message>
    <message>
      <location filename="../settings/cuda_row.py" />
      <source>No NVIDIA card was found, or no driver for it.</source>
      <translation>Keine NVIDIA-Grafikkarte gefunden, oder kein Treiber für sie.</translation>
    </message>
    <message>
      <location filename="../settings/cuda_row.py" />
      <source>It is too old: cards since the GeForce GTX 16 and RTX 20 can be used.</source>
      <translation>Sie ist zu alt: Verwendbar sind Karten ab GeForce GTX 16 und RTX 20.</translation>
    </message>
    <message>
      <location filename="../settings/cuda_row.py" />
      <source>Its driver is too old. Install the newest one from nvidia.com.</source>
      <translation>Ihr Treiber ist zu alt: bitte den neuesten von nvidia.com installieren.</translation>
    </message>
    <message>
      <location filename="../settings/cuda_row.py" />
      <source>Computes songs many times as fast. It needs PyTorch with CUDA, which takes 4 GB on the disk.</source>
      <translation>Berechnet Lieder um ein Vielfaches schneller. Braucht PyTorch mit CUDA, das 4 GB auf der Platte belegt.</translation>
    </message>
    <message>
      <location filename="../settings/cuda_row.py" />
      <source>PyTorch with CUDA</source>
      <translation>PyTorch mit CUDA</translation>
    </message>
    <message>
      <location filename="../settings/cuda_row.py" />
      <source>The folder that holds the wheels of PyTorch with CUDA</source>
      <translation>Der Ordner mit den Wheels von PyTorch mit CUDA</translation>
    </message>
    <message>
      <location filename="../settings/cuda_row.py" />
      <source>PyTorch with CUDA is not used. {why}</source>
      <translation>PyTorch mit CUDA wird nicht verwendet. {why}</translation>
    </message>
    <message>
      <location filename="../settings/data_folder_row.py" />
      <source>Data folder</source>
      <translation>Datenordner</translation>
    </message>
    <message>
      <location filename="../settings/data_folder_row.py" />
      <source>Songs, results and records.</source>
      <translation>Lieder, Ergebnisse und Verzeichnis.</translation>
    </message>
    <message>
      <location filename="../settings/data_folder_row.py" />
      <source>Use this folder</source>
      <translation>Diesen Ordner verwenden</translation>
    </message>
    <message>
      <location filename="../settings/data_folder_row.py" />
      <source>Copy the command</source>
      <translation>Befehl kopieren</translation>
    </message>
    <message>
      <location filename="../settings/data_folder_row.py" />
      <source>Leave it as it is</source>
      <translation>So lassen, wie es ist</translation>
    </message>
    <message>
      <location filename="../settings/data_folder_row.py" />
      <source>{folder} holds songs of Backline already: at the next start they are what you see.</source>
      <translation>In {folder} liegen schon Lieder von Backline: Beim nächsten Start sind sie zu sehen.</translation>
    </message>
    <message>
      <location filename="../settings/data_folder_row.py" />
      <source>At the next start Backline begins in {folder} without songs; those that you have stay where they are. To take them along, quit Backline and type this in a terminal instead:</source>
      <translation>Beim nächsten Start beginnt Backline in {folder} ohne Lieder; die vorhandenen bleiben, wo sie sind. Um sie mitzunehmen, Backline beenden und stattdessen in einem Terminal eingeben:</translation>
    </message>
    <message>
      <location filename="../settings/diagnostics_page.py" />
      <location filename="../settings/settings_window.py" />
      <source>Diagnostics</source>
      <translation>Diagnose</translation>
    </message>
    <message>
      <location filename="../settings/diagnostics_page.py" />
      <source>Look again</source>
      <translation>Noch einmal prüfen</translation>
    </message>
    <message>
      <location filename="../settings/diagnostics_page.py" />
      <source>Copy report</source>
      <translation>Bericht kopieren</translation>
    </message>
    <message>
      <location filename="../settings/diagnostics_page.py" />
      <source>The report is for whoever helps you. It holds no names of songs, people or folders.</source>
      <translation>Der Bericht ist für alle, die helfen. Er enthält keine Namen von Liedern, Menschen oder Ordnern.</translation>
    </message>
    <message>
      <location filename="../settings/diagnostics_page.py" />
      <source>Looking at everything</source>
      <translation>Alles wird geprüft</translation>
    </message>
    <message>
      <location filename="../settings/diagnostics_page.py" />
      <source>Looking at everything…</source>
      <translation>Alles wird geprüft…</translation>
    </message>
    <message>
      <location filename="../settings/diagnostics_page.py" />
      <source>Copied. Paste it where you ask for help.</source>
      <translation>Kopiert. Jetzt dort einfügen, wo Hilfe gesucht wird.</translation>
    </message>
    <message>
      <location filename="../settings/diagnostics_page.py" />
      <source>fine</source>
      <translation>in Ordnung</translation>
    </message>
    <message>
      <location filename="../settings/diagnostics_page.py" />
      <source>could be better</source>
      <translation>könnte besser sein</translation>
    </message>
    <message>
      <location filename="../settings/diagnostics_page.py" />
      <source>does not work</source>
      <translation>funktioniert nicht</translation>
    </message>
    <message>
      <location filename="../settings/download_box.py" />
      <source>The folder that holds the weights of {model}</source>
      <translation>Der Ordner mit den Gewichten von {model}</translation>
    </message>
    <message>
      <location filename="../settings/fetch_box.py" />
      <source>Download</source>
      <translation>Herunterladen</translation>
    </message>
    <message>
      <location filename="../settings/fetch_box.py" />
      <source>Download {model}</source>
      <translation>{model} herunterladen</translation>
    </message>
    <message>
      <location filename="../settings/fetch_box.py" />
      <source>Take from a folder…</source>
      <translation>Aus einem Ordner nehmen…</translation>
    </message>
    <message>
      <location filename="../settings/fetch_box.py" />
      <source>Take {model} from a folder</source>
      <translation>{model} aus einem Ordner nehmen</translation>
    </message>
    <message>
      <location filename="../settings/fetch_box.py" />
      <source>Cancel the download of {model}</source>
      <translation>Herunterladen von {model} abbrechen</translation>
    </message>
    <message>
      <location filename="../settings/fetch_box.py" />
      <source>Download of {model}</source>
      <translation>Herunterladen von {model}</translation>
    </message>
    <message>
      <location filename="../settings/fetch_box.py" />
      <source>Here, ready to be used</source>
      <translation>Vorhanden und einsatzbereit</translation>
    </message>
    <message>
      <location filename="../settings/fetch_box.py" />
      <source>Go on: {left} of {size} are left</source>
      <translation>Fortsetzen: {left} von {size} fehlen noch</translation>
    </message>
    <message>
      <location filename="../settings/fetch_box.py" />
      <source>Download {size}</source>
      <translation>{size} herunterladen</translation>
    </message>
    <message>
      <location filename="../settings/fetch_box.py" />
      <source>Unpacking…</source>
      <translation>Wird entpackt…</translation>
    </message>
    <message>
      <location filename="../settings/fetch_box.py" />
      <source>Checking…</source>
      <translation>Wird geprüft…</translation>
    </message>
    <message>
      <location filename="../settings/fetch_box.py" />
      <source>{done} of {size}</source>
      <translation>{done} von {size}</translation>
    </message>
    <message>
      <location filename="../settings/folder_row.py" />
      <source>Change…</source>
      <translation>Ändern…</translation>
    </message>
    <message>
      <location filename="../settings/folder_row.py" />
      <source>Change: {what}</source>
      <translation>Ändern: {what}</translation>
    </message>
    <message>
      <location filename="../settings/folder_row.py" />
      <source>Open the folder</source>
      <translation>Ordner öffnen</translation>
    </message>
    <message>
      <location filename="../settings/general_page.py" />
      <location filename="../settings/settings_window.py" />
      <source>General</source>
      <translation>Allgemein</translation>
    </message>
    <message>
      <location filename="../settings/general_page.py" />
      <source>Start when you log in</source>
      <translation>Bei der Anmeldung starten</translation>
    </message>
    <message>
      <location filename="../settings/general_page.py" />
      <source>Without a window, so that phones always reach Backline.</source>
      <translation>Ohne Fenster, damit Handys Backline immer erreichen.</translation>
    </message>
    <message>
      <location filename="../settings/general_page.py" />
      <source>Language</source>
      <translation>Sprache</translation>
    </message>
    <message>
      <location filename="../settings/general_page.py" />
      <source>Backline follows the system where it knows its language; else it speaks English.</source>
      <translation>Backline richtet sich nach dem System, wenn es dessen Sprache kennt; sonst spricht es Englisch.</translation>
    </message>
    <message>
      <location filename="../settings/general_page.py" />
      <source>New versions</source>
      <translation>Neue Versionen</translation>
    </message>
    <message>
      <location filename="../settings/general_page.py" />
      <source>Asks one address on the internet for the newest version, and tells nothing of you or your songs. Nothing is installed by itself.</source>
      <translation>Fragt eine Adresse im Internet nach der neuesten Version, ohne etwas über Benutzer oder Lieder mitzuteilen. Von selbst wird nichts installiert.</translation>
    </message>
    <message>
      <location filename="../settings/general_page.py" />
      <source>Look for a new version once a day</source>
      <translation>Einmal am Tag nach einer neuen Version sehen</translation>
    </message>
    <message>
      <location filename="../settings/model_words.py" />
      <source>The author of demucs provides these weights for scientific and personal use.</source>
      <translation>Der Autor von demucs stellt diese Gewichte für wissenschaftliche und private Zwecke bereit.</translation>
    </message>
    <message>
      <location filename="../settings/model_words.py" />
      <source>scientific and personal use</source>
      <translation>wissenschaftliche und private Zwecke</translation>
    </message>
    <message>
      <location filename="../settings/model_words.py" />
      <source>Vocals, drums, bass and the rest as clean stems. The one that most people want.</source>
      <translation>Gesang, Schlagzeug, Bass und der Rest als saubere Spuren. Für die meisten das richtige.</translation>
    </message>
    <message>
      <location filename="../settings/model_words.py" />
      <source>HTDemucs, tuned</source>
      <translation>HTDemucs, verfeinert</translation>
    </message>
    <message>
      <location filename="../settings/model_words.py" />
      <source>The same stems, a little cleaner, for four times the work.</source>
      <translation>Dieselben Spuren, etwas sauberer, bei vierfacher Arbeit.</translation>
    </message>
    <message>
      <location filename="../settings/model_words.py" />
      <source>HTDemucs, six stems</source>
      <translation>HTDemucs, sechs Spuren</translation>
    </message>
    <message>
      <location filename="../settings/model_words.py" />
      <source>Guitar and piano as stems of their own as well.</source>
      <translation>Auch Gitarre und Klavier als eigene Spuren.</translation>
    </message>
    <message>
      <location filename="../settings/model_words.py" />
      <source>The quick separator: good vocals, the rest less clean.</source>
      <translation>Trennt schnell: guter Gesang, der Rest weniger sauber.</translation>
    </message>
    <message>
      <location filename="../settings/model_words.py" />
      <source>Hears the sung pitch, most accurately.</source>
      <translation>Hört die gesungene Tonhöhe, am genauesten.</translation>
    </message>
    <message>
      <location filename="../settings/model_words.py" />
      <source>CREPE, tiny</source>
      <translation>CREPE, klein</translation>
    </message>
    <message>
      <location filename="../settings/model_words.py" />
      <source>Hears the sung pitch with a fortieth of the weights.</source>
      <translation>Hört die gesungene Tonhöhe mit einem Vierzigstel der Gewichte.</translation>
    </message>
    <message>
      <location filename="../settings/model_words.py" />
      <source>Hears the sung pitch, quickly.</source>
      <translation>Hört die gesungene Tonhöhe, schnell.</translation>
    </message>
    <message>
      <location filename="../settings/model_words.py" />
      <source>Recognises the chords: five networks vote.</source>
      <translation>Erkennt die Akkorde: Fünf Netze stimmen ab.</translation>
    </message>
    <message>
      <location filename="../settings/models_page.py" />
      <location filename="../settings/settings_window.py" />
      <source>Models</source>
      <translation>Modelle</translation>
    </message>
    <message>
      <location filename="../settings/models_page.py" />
      <location filename="../welcome.py" />
      <source>Better stems</source>
      <translation>Bessere Spuren</translation>
    </message>
    <message>
      <location filename="../settings/models_page.py" />
      <source>HTDemucs is taken from the next song on; the others where a song asks for them.</source>
      <translation>HTDemucs wird ab dem nächsten Lied verwendet; die anderen dort, wo ein Lied sie verlangt.</translation>
    </message>
    <message>
      <location filename="../settings/models_page.py" />
      <source>Came with Backline</source>
      <translation>Bei Backline dabei</translation>
    </message>
    <message>
      <location filename="../settings/models_page.py" />
      <source>{size}, for {licence}</source>
      <translation>{size}, für {licence}</translation>
    </message>
    <message>
      <location filename="../settings/models_page.py" />
      <source>not whole: install {package} again</source>
      <translation>unvollständig: {package} neu installieren</translation>
    </message>
    <message>
      <location filename="../settings/models_page.py" />
      <source>{size}, {licence}</source>
      <translation>{size}, {licence}</translation>
    </message>
    <message>
      <location filename="../settings/network_page.py" />
      <location filename="../settings/settings_window.py" />
      <source>Network</source>
      <translation>Netzwerk</translation>
    </message>
    <message>
      <location filename="../settings/network_page.py" />
      <location filename="../tray.py" />
      <location filename="../welcome.py" />
      <source>Pair a phone…</source>
      <translation>Handy koppeln…</translation>
    </message>
    <message>
      <location filename="../settings/network_page.py" />
      <source>Who may come in</source>
      <translation>Wer Zugang hat</translation>
    </message>
    <message>
      <location filename="../settings/network_page.py" />
      <source>A phone shows a code that you confirm here, or scans yours.</source>
      <translation>Ein Handy zeigt einen Code, der hier bestätigt wird, oder scannt den von hier.</translation>
    </message>
    <message>
      <location filename="../settings/network_page.py" />
      <source>Everyone in the network</source>
      <translation>Alle im Netzwerk</translation>
    </message>
    <message>
      <location filename="../settings/network_page.py" />
      <source>No key is needed.</source>
      <translation>Kein Schlüssel nötig.</translation>
    </message>
    <message>
      <location filename="../settings/network_page.py" />
      <source>Whoever reaches this computer can send songs, hear them, and delete them.</source>
      <translation>Wer diesen Computer erreicht, kann Lieder senden, anhören und löschen.</translation>
    </message>
    <message>
      <location filename="../settings/network_page.py" />
      <source>All songs for all</source>
      <translation>Alle Lieder für alle</translation>
    </message>
    <message>
      <location filename="../settings/network_page.py" />
      <source>Only the one who sent a song, and you, delete it.</source>
      <translation>Löschen können ein Lied nur, wer es gesendet hat, und dieser Computer.</translation>
    </message>
    <message>
      <location filename="../settings/network_page.py" />
      <source>Each phone its own</source>
      <translation>Jedem Handy die eigenen</translation>
    </message>
    <message>
      <location filename="../settings/network_page.py" />
      <source>A phone sees the songs that it sent itself.</source>
      <translation>Ein Handy sieht die Lieder, die es selbst gesendet hat.</translation>
    </message>
    <message>
      <location filename="../settings/network_page.py" />
      <source>What a phone sees</source>
      <translation>Was ein Handy sieht</translation>
    </message>
    <message>
      <location filename="../settings/network_page.py" />
      <source>This computer in the network</source>
      <translation>Dieser Computer im Netzwerk</translation>
    </message>
    <message>
      <location filename="../settings/network_page.py" />
      <source>Name</source>
      <translation>Name</translation>
    </message>
    <message>
      <location filename="../settings/network_page.py" />
      <source>What phones show for this computer.</source>
      <translation>So heißt dieser Computer auf den Handys.</translation>
    </message>
    <message>
      <location filename="../settings/network_page.py" />
      <source>Let phones find it</source>
      <translation>Für Handys auffindbar</translation>
    </message>
    <message>
      <location filename="../settings/network_page.py" />
      <source>Announces Backline in the network. Without it, phones need the QR code or the address.</source>
      <translation>Macht Backline im Netzwerk bekannt. Sonst brauchen Handys den QR-Code oder die Adresse.</translation>
    </message>
    <message>
      <location filename="../settings/network_page.py" />
      <source>Port</source>
      <translation>Port</translation>
    </message>
    <message>
      <location filename="../settings/network_page.py" />
      <source>The next free one is taken where another program has it.</source>
      <translation>Ist er von einem anderen Programm belegt, wird der nächste freie genommen.</translation>
    </message>
    <message>
      <location filename="../settings/network_page.py" />
      <source>Encrypt the connection (HTTPS)</source>
      <translation>Verbindung verschlüsseln (HTTPS)</translation>
    </message>
    <message>
      <location filename="../settings/network_page.py" />
      <source>Nobody in the network can listen in. Browsers on phones warn once; apps have to know how.</source>
      <translation>Niemand im Netzwerk kann mithören. Browser auf Handys warnen einmal; Apps müssen es beherrschen.</translation>
    </message>
    <message>
      <location filename="../settings/number_row.py" />
      <source>Less: {what}</source>
      <translation>Weniger: {what}</translation>
    </message>
    <message>
      <location filename="../settings/number_row.py" />
      <source>More: {what}</source>
      <translation>Mehr: {what}</translation>
    </message>
    <message>
      <location filename="../settings/preferences.py" />
      <source>Set on the command line, for as long as Backline runs.</source>
      <translation>Auf der Befehlszeile festgelegt, solange Backline läuft.</translation>
    </message>
    <message>
      <location filename="../settings/preferences.py" />
      <source>Set by the environment variable {name}.</source>
      <translation>Festgelegt durch die Umgebungsvariable {name}.</translation>
    </message>
    <message>
      <location filename="../settings/preferences.py" />
      <source>Set by {name} in the file {path}.</source>
      <translation>Festgelegt durch {name} in der Datei {path}.</translation>
    </message>
    <message>
      <location filename="../settings/restart_bar.py" />
      <source>Restart now</source>
      <translation>Jetzt neu starten</translation>
    </message>
    <message>
      <location filename="../settings/restart_bar.py" />
      <source>Takes effect when Backline starts again. A song in work goes on afterwards.</source>
      <translation>Gilt, sobald Backline neu startet. Ein Lied in Arbeit geht danach weiter.</translation>
    </message>
    <message>
      <location filename="../settings/settings_window.py" />
      <source>Pages of the settings</source>
      <translation>Seiten der Einstellungen</translation>
    </message>
    <message>
      <location filename="../settings/settings_window.py" />
      <location filename="../settings/work_page.py" />
      <source>Work</source>
      <translation>Arbeit</translation>
    </message>
    <message>
      <location filename="../settings/settings_window.py" />
      <location filename="../settings/storage_page.py" />
      <source>Storage</source>
      <translation>Speicher</translation>
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source>Space</source>
      <translation>Platz</translation>
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source>Folders</source>
      <translation>Ordner</translation>
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source>Models folder</source>
      <translation>Ordner der Modelle</translation>
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source>Downloaded models. Those in the old folder are not moved.</source>
      <translation>Heruntergeladene Modelle. Die im alten Ordner werden nicht verschoben.</translation>
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source>Finished songs that you marked to be kept stay, whatever is set here.</source>
      <translation>Fertige Lieder, die behalten werden sollen, bleiben, was auch immer hier eingestellt ist.</translation>
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source>Tidying up</source>
      <translation>Aufräumen</translation>
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source>Delete finished songs after</source>
      <translation>Fertige Lieder löschen nach</translation>
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source>Never</source>
      <translation>Nie</translation>
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source>Most space for songs</source>
      <translation>Höchstens Platz für Lieder</translation>
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source>Beyond it the oldest finished songs go first.</source>
      <translation>Wird es mehr, gehen die ältesten fertigen Lieder zuerst.</translation>
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source>No limit</source>
      <translation>Unbegrenzt</translation>
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source>Apply now</source>
      <translation>Jetzt anwenden</translation>
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source>Apply these rules</source>
      <translation>Diese Regeln anwenden</translation>
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source>They hold from the next start on.</source>
      <translation>Sie gelten ab dem nächsten Start.</translation>
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source>It happens by itself every day, and after every song.</source>
      <translation>Es geschieht von selbst jeden Tag und nach jedem Lied.</translation>
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source>Nothing is ever deleted by itself.</source>
      <translation>Von selbst wird nie etwas gelöscht.</translation>
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source>Deleted: {count}. That freed {size}.</source>
      <translation>Gelöscht: {count}. Das hat {size} frei gemacht.</translation>
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source>There was nothing to delete.</source>
      <translation>Es gab nichts zu löschen.</translation>
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source>Songs {size}</source>
      <translation>Lieder {size}</translation>
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source>Models {size}</source>
      <translation>Modelle {size}</translation>
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source>{free} of {disk} free</source>
      <translation>{free} von {disk} frei</translation>
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source> day</source>
      <translation> Tag</translation>
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source> days</source>
      <translation> Tagen</translation>
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source> GB</source>
      <translation> GB</translation>
    </message>
    <message>
      <location filename="../settings/update_row.py" />
      <location filename="../updates.py" />
      <source>What is new</source>
      <translation>Was ist neu</translation>
    </message>
    <message>
      <location filename="../settings/update_row.py" />
      <source>Licences</source>
      <translation>Lizenzen</translation>
    </message>
    <message>
      <location filename="../settings/update_row.py" />
      <source>Look now</source>
      <translation>Jetzt nachsehen</translation>
    </message>
    <message>
      <location filename="../settings/update_row.py" />
      <source>Look for a new version now</source>
      <translation>Jetzt nach einer neuen Version sehen</translation>
    </message>
    <message>
      <location filename="../settings/update_row.py" />
      <source>Looking for a newer one…</source>
      <translation>Sieht nach, ob es eine neuere gibt …</translation>
    </message>
    <message>
      <location filename="../settings/update_row.py" />
      <source>Backline {version} is there</source>
      <translation>Backline {version} ist da</translation>
    </message>
    <message>
      <location filename="../settings/update_row.py" />
      <source>You have {version}.</source>
      <translation>Hier läuft {version}.</translation>
    </message>
    <message>
      <location filename="../settings/update_row.py" />
      <source>Nobody has looked for a newer one yet.</source>
      <translation>Noch hat niemand nach einer neueren gesehen.</translation>
    </message>
    <message>
      <location filename="../settings/update_row.py" />
      <source>Backline {version} is the newest</source>
      <translation>Backline {version} ist die neueste Version</translation>
    </message>
    <message>
      <location filename="../settings/update_row.py" />
      <source>Last look: {day}</source>
      <translation>Zuletzt nachgesehen: {day}</translation>
    </message>
    <message>
      <location filename="../settings/update_row.py" />
      <source>Built without an address to ask: it is not told of new versions.</source>
      <translation>Ohne Adresse für Nachfragen gebaut: erfährt nichts von neuen Versionen.</translation>
    </message>
    <message>
      <location filename="../settings/update_row.py" />
      <source>Installed from its source: it is not told of new versions.</source>
      <translation>Aus dem Quelltext installiert: erfährt nichts von neuen Versionen.</translation>
    </message>
    <message>
      <location filename="../settings/work_page.py" />
      <source>Quality or speed</source>
      <translation>Qualität oder Tempo</translation>
    </message>
    <message>
      <location filename="../settings/work_page.py" />
      <source>For all songs that ask for no model by name, also those of phones.</source>
      <translation>Für alle Lieder, die kein bestimmtes Modell verlangen, auch die von Handys.</translation>
    </message>
    <message>
      <location filename="../settings/work_page.py" />
      <source>Best quality</source>
      <translation>Beste Qualität</translation>
    </message>
    <message>
      <location filename="../settings/work_page.py" />
      <source>HTDemucs, where it is here, and CREPE: the most accurate models.</source>
      <translation>HTDemucs, wo es vorhanden ist, und CREPE: die genauesten Modelle.</translation>
    </message>
    <message>
      <location filename="../settings/work_page.py" />
      <source>Fast</source>
      <translation>Schnell</translation>
    </message>
    <message>
      <location filename="../settings/work_page.py" />
      <source>Spleeter and SwiftF0: several times as fast, with less clean stems.</source>
      <translation>Spleeter und SwiftF0: um ein Mehrfaches schneller, mit weniger sauberen Spuren.</translation>
    </message>
    <message>
      <location filename="../settings/work_page.py" />
      <source>Computer</source>
      <translation>Computer</translation>
    </message>
    <message>
      <location filename="../settings/work_page.py" />
      <source>Many times as fast where there is one. Songs are computed by the processor without it.</source>
      <translation>Um ein Vielfaches schneller, wenn es einen gibt. Sonst rechnet der Prozessor.</translation>
    </message>
    <message>
      <location filename="../settings/work_page.py" />
      <source>Use the graphics processor</source>
      <translation>Grafikprozessor verwenden</translation>
    </message>
    <message>
      <location filename="../settings/work_page.py" />
      <source>Songs at a time</source>
      <translation>Lieder zugleich</translation>
    </message>
    <message>
      <location filename="../settings/work_page.py" />
      <source>More at a time need more memory, and each takes longer.</source>
      <translation>Mehr zugleich brauchen mehr Arbeitsspeicher, und jedes dauert länger.</translation>
    </message>
    <message>
      <location filename="../settings/work_page.py" />
      <source>Automatic</source>
      <translation>Automatisch</translation>
    </message>
    <message>
      <location filename="../settings/work_page.py" />
      <source>the NVIDIA graphics card</source>
      <translation>der NVIDIA-Grafikkarte</translation>
    </message>
    <message>
      <location filename="../settings/work_page.py" />
      <source>the graphics processor</source>
      <translation>dem Grafikprozessor</translation>
    </message>
    <message>
      <location filename="../settings/work_page.py" />
      <source>the processor</source>
      <translation>dem Prozessor</translation>
    </message>
    <message>
      <location filename="../settings/work_page.py" />
      <source>Songs are computed by {device}, one at a time.</source>
      <translation>Lieder werden auf {device} berechnet, eines nach dem anderen.</translation>
    </message>
    <message>
      <location filename="../settings/work_page.py" />
      <source>Songs are computed by {device}, {count} at a time.</source>
      <translation>Lieder werden auf {device} berechnet, {count} zugleich.</translation>
    </message>
    <message>
      <location filename="../song/chord_editor.py" />
      <source>Chord</source>
      <translation>Akkord</translation>
    </message>
    <message>
      <location filename="../song/chord_editor.py" />
      <source>Write it like Am7, F♯m7b5, B♭maj7, C/E, or N.C. for none</source>
      <translation>Zum Beispiel Am7, F♯m7b5, B♭maj7, C/E oder N.C. für keinen</translation>
    </message>
    <message>
      <location filename="../song/chord_now.py" />
      <source>Chord now</source>
      <translation>Akkord jetzt</translation>
    </message>
    <message>
      <location filename="../song/chord_now.py" />
      <source>{now}, then {following}</source>
      <translation>{now}, dann {following}</translation>
    </message>
    <message>
      <location filename="../song/chord_now.py" />
      <source>next</source>
      <translation>danach</translation>
    </message>
    <message>
      <location filename="../song/chord_ribbon.py" />
      <location filename="../song/correction_menus.py" />
      <source>Its chords were not asked for.</source>
      <translation>Nach den Akkorden war nicht gefragt.</translation>
    </message>
    <message>
      <location filename="../song/chord_ribbon.py" />
      <source>No chords were heard in this song.</source>
      <translation>In diesem Lied sind keine Akkorde zu hören.</translation>
    </message>
    <message>
      <location filename="../song/correction_menus.py" />
      <source>No beats were heard</source>
      <translation>Es sind keine Schläge zu hören</translation>
    </message>
    <message>
      <location filename="../song/correction_menus.py" />
      <source>Twice as fast: {tempo}</source>
      <translation>Doppelt so schnell: {tempo}</translation>
    </message>
    <message>
      <location filename="../song/correction_menus.py" />
      <source>Half as fast: {tempo}</source>
      <translation>Halb so schnell: {tempo}</translation>
    </message>
    <message>
      <location filename="../song/correction_menus.py" />
      <source>As it was found: {tempo}</source>
      <translation>Wie erkannt: {tempo}</translation>
    </message>
    <message>
      <location filename="../song/correction_menus.py" />
      <source>Major</source>
      <translation>Dur</translation>
    </message>
    <message>
      <location filename="../song/correction_menus.py" />
      <source>Minor</source>
      <translation>Moll</translation>
    </message>
    <message>
      <location filename="../song/correction_menus.py" />
      <source>As it was found</source>
      <translation>Wie erkannt</translation>
    </message>
    <message>
      <location filename="../song/correction_menus.py" />
      <source>First beat of the bar here</source>
      <translation>Hier ist die Eins</translation>
    </message>
    <message>
      <location filename="../song/correction_menus.py" />
      <location filename="../song/song_keys.py" />
      <source>Take back the last correction</source>
      <translation>Letzte Korrektur zurücknehmen</translation>
    </message>
    <message>
      <location filename="../song/correction_menus.py" />
      <source>Take back all corrections</source>
      <translation>Alle Korrekturen zurücknehmen</translation>
    </message>
    <message>
      <location filename="../song/correction_menus.py" />
      <source>Change the chord {name}…</source>
      <translation>Akkord {name} ändern…</translation>
    </message>
    <message>
      <location filename="../song/correction_menus.py" />
      <source>The chord as it was found</source>
      <translation>Akkord wie erkannt</translation>
    </message>
    <message>
      <location filename="../song/exports.py" />
      <source>MIDI of singing, chords and beats…</source>
      <translation>MIDI von Gesang, Akkorden und Schlägen…</translation>
    </message>
    <message>
      <location filename="../song/exports.py" />
      <source>Chord sheet…</source>
      <translation>Akkordblatt…</translation>
    </message>
    <message>
      <location filename="../song/exports.py" />
      <source>One stem</source>
      <translation>Eine Spur</translation>
    </message>
    <message>
      <location filename="../song/exports.py" />
      <source>Mix without</source>
      <translation>Mischung ohne</translation>
    </message>
    <message>
      <location filename="../song/exports.py" />
      <source>{stem}…</source>
      <translation>{stem}…</translation>
    </message>
    <message>
      <location filename="../song/exports.py" />
      <source>without {stem}</source>
      <translation>ohne {stem}</translation>
    </message>
    <message>
      <location filename="../song/exports.py" />
      <source>Mix of the stems that you hear…</source>
      <translation>Mischung der hörbaren Spuren…</translation>
    </message>
    <message>
      <location filename="../song/exports.py" />
      <source>All stems…</source>
      <translation>Alle Spuren…</translation>
    </message>
    <message>
      <location filename="../song/exports.py" />
      <source>A folder for the stems, as FLAC</source>
      <translation>Ein Ordner für die Spuren, als FLAC</translation>
    </message>
    <message>
      <location filename="../song/exports.py" />
      <source>Save as</source>
      <translation>Sichern unter</translation>
    </message>
    <message>
      <location filename="../song/exports.py" />
      <source>Saving {name}…</source>
      <translation>{name} wird gesichert…</translation>
    </message>
    <message>
      <location filename="../song/header.py" />
      <source>The key: click to correct it</source>
      <translation>Die Tonart: klicken, um sie zu korrigieren</translation>
    </message>
    <message>
      <location filename="../song/header.py" />
      <source>The tempo: click to correct it</source>
      <translation>Das Tempo: klicken, um es zu korrigieren</translation>
    </message>
    <message>
      <location filename="../song/header.py" />
      <source>Corrections</source>
      <translation>Korrekturen</translation>
    </message>
    <message>
      <location filename="../song/header.py" />
      <source>Export</source>
      <translation>Exportieren</translation>
    </message>
    <message>
      <location filename="../song/header.py" />
      <location filename="../song/keys.py" />
      <source>Keyboard shortcuts</source>
      <translation>Tastenkürzel</translation>
    </message>
    <message>
      <location filename="../song/header.py" />
      <source>Keyboard shortcuts (?)</source>
      <translation>Tastenkürzel (?)</translation>
    </message>
    <message>
      <location filename="../song/header.py" />
      <source>{key}, capo {fret}</source>
      <translation>{key}, Kapo {fret}</translation>
    </message>
    <message>
      <location filename="../song/mixer_column.py" />
      <source>Bars</source>
      <translation>Takte</translation>
    </message>
    <message>
      <location filename="../song/mixer_column.py" />
      <source>Time</source>
      <translation>Zeit</translation>
    </message>
    <message>
      <location filename="../song/mixer_column.py" />
      <source>Chords</source>
      <translation>Akkorde</translation>
    </message>
    <message>
      <location filename="../song/mixer_column.py" />
      <source>Sung pitch</source>
      <translation>Tonhöhe</translation>
    </message>
    <message>
      <location filename="../song/mixer_strip.py" />
      <source>M</source>
      <translation>M</translation>
    </message>
    <message>
      <location filename="../song/mixer_strip.py" />
      <source>S</source>
      <translation>S</translation>
    </message>
    <message>
      <location filename="../song/mixer_strip.py" />
      <source>Volume of {stem}</source>
      <translation>Lautstärke: {stem}</translation>
    </message>
    <message>
      <location filename="../song/mixer_strip.py" />
      <source>Mute {stem}</source>
      <translation>Stumm: {stem}</translation>
    </message>
    <message>
      <location filename="../song/mixer_strip.py" />
      <source>Solo {stem}</source>
      <translation>Solo: {stem}</translation>
    </message>
    <message>
      <location filename="../song/mixer_strip.py" />
      <location filename="../song/transport_bar.py" />
      <location filename="../words.py" />
      <source>{percent} %</source>
      <translation>{percent} %</translation>
    </message>
    <message>
      <location filename="../song/overview.py" />
      <source>The whole song</source>
      <translation>Das ganze Lied</translation>
    </message>
    <message>
      <location filename="../song/overview.py" />
      <source>Drag to look at another part of the song</source>
      <translation>Ziehen, um einen anderen Teil des Lieds zu sehen</translation>
    </message>
    <message>
      <location filename="../song/piano_roll.py" />
      <source>Its singing was not asked for.</source>
      <translation>Nach dem Gesang war nicht gefragt.</translation>
    </message>
    <message>
      <location filename="../song/piano_roll.py" />
      <source>No singing was heard in this song.</source>
      <translation>In diesem Lied ist kein Gesang zu hören.</translation>
    </message>
    <message>
      <location filename="../song/song_body.py" />
      <location filename="../song/song_keys.py" />
      <location filename="../song/stems.py" />
      <location filename="../song/transport_bar.py" />
      <source>Whole song</source>
      <translation>Ganzes Lied</translation>
    </message>
    <message>
      <location filename="../song/song_keys.py" />
      <source>Play or pause</source>
      <translation>Wiedergabe oder Pause</translation>
    </message>
    <message>
      <location filename="../song/song_keys.py" />
      <source>Loop on or off</source>
      <translation>Schleife an oder aus</translation>
    </message>
    <message>
      <location filename="../song/song_keys.py" />
      <source>Slower</source>
      <translation>Langsamer</translation>
    </message>
    <message>
      <location filename="../song/song_keys.py" />
      <source>Faster</source>
      <translation>Schneller</translation>
    </message>
    <message>
      <location filename="../song/song_keys.py" />
      <location filename="../song/transport_bar.py" />
      <source>Zoom in</source>
      <translation>Vergrößern</translation>
    </message>
    <message>
      <location filename="../song/song_keys.py" />
      <location filename="../song/transport_bar.py" />
      <source>Zoom out</source>
      <translation>Verkleinern</translation>
    </message>
    <message>
      <location filename="../song/song_keys.py" />
      <location filename="../song/transport_bar.py" />
      <source>Follow the playhead</source>
      <translation>Der Abspielmarke folgen</translation>
    </message>
    <message>
      <location filename="../song/song_keys.py" />
      <source>Show these keys</source>
      <translation>Diese Tasten zeigen</translation>
    </message>
    <message>
      <location filename="../song/song_keys.py" />
      <source>A beat back</source>
      <translation>Einen Schlag zurück</translation>
    </message>
    <message>
      <location filename="../song/song_keys.py" />
      <source>A beat on</source>
      <translation>Einen Schlag weiter</translation>
    </message>
    <message>
      <location filename="../song/song_keys.py" />
      <source>A bar back</source>
      <translation>Einen Takt zurück</translation>
    </message>
    <message>
      <location filename="../song/song_keys.py" />
      <source>A bar on</source>
      <translation>Einen Takt weiter</translation>
    </message>
    <message>
      <location filename="../song/song_keys.py" />
      <source>To the start, or that of the loop</source>
      <translation>Zum Anfang, oder zu dem der Schleife</translation>
    </message>
    <message>
      <location filename="../song/song_keys.py" />
      <source>To the end</source>
      <translation>Zum Ende</translation>
    </message>
    <message>
      <location filename="../song/song_keys.py" />
      <source>Chords a semitone up</source>
      <translation>Akkorde einen Halbton höher</translation>
    </message>
    <message>
      <location filename="../song/song_keys.py" />
      <source>Chords a semitone down</source>
      <translation>Akkorde einen Halbton tiefer</translation>
    </message>
    <message>
      <location filename="../song/song_keys.py" />
      <source>Capo a fret up</source>
      <translation>Kapodaster einen Bund höher</translation>
    </message>
    <message>
      <location filename="../song/song_keys.py" />
      <source>Capo a fret down</source>
      <translation>Kapodaster einen Bund tiefer</translation>
    </message>
    <message>
      <location filename="../song/song_keys.py" />
      <source>Mute a stem: 1 to 6</source>
      <translation>Eine Spur stumm: 1 bis 6</translation>
    </message>
    <message>
      <location filename="../song/song_keys.py" />
      <source>Solo a stem: Shift+1 to 6</source>
      <translation>Eine Spur solo: Umschalt+1 bis 6</translation>
    </message>
    <message>
      <location filename="../song/song_picture.py" />
      <source>The stems were not asked for: this is the whole song.</source>
      <translation>Nach Spuren war nicht gefragt: Dies ist das ganze Lied.</translation>
    </message>
    <message>
      <location filename="../song/song_window.py" />
      <source>Opening…</source>
      <translation>Wird geöffnet…</translation>
    </message>
    <message>
      <location filename="../song/song_window.py" />
      <source>This song was deleted.</source>
      <translation>Dieses Lied wurde gelöscht.</translation>
    </message>
    <message>
      <location filename="../song/song_window.py" />
      <source>is done again in better quality: {percent} %</source>
      <translation>wird in besserer Qualität neu bearbeitet: {percent} %</translation>
    </message>
    <message>
      <location filename="../song/song_window.py" />
      <source>“{typed}” is no chord that is known here. Write it like Am7, F♯m7b5, B♭maj7 or C/E.</source>
      <translation>„{typed}“ ist kein bekannter Akkord. Geschrieben wird er etwa Am7, F♯m7b5, B♭maj7 oder C/E.</translation>
    </message>
    <message>
      <location filename="../song/song_window.py" />
      <source>Show in folder</source>
      <translation>Im Ordner zeigen</translation>
    </message>
    <message>
      <location filename="../song/song_window.py" />
      <source>Saved {name}.</source>
      <translation>{name} ist gesichert.</translation>
    </message>
    <message>
      <location filename="../song/stems.py" />
      <source>Vocals</source>
      <translation>Gesang</translation>
    </message>
    <message>
      <location filename="../song/stems.py" />
      <source>Drums</source>
      <translation>Schlagzeug</translation>
    </message>
    <message>
      <location filename="../song/stems.py" />
      <source>Bass</source>
      <translation>Bass</translation>
    </message>
    <message>
      <location filename="../song/stems.py" />
      <source>Other</source>
      <translation>Übriges</translation>
    </message>
    <message>
      <location filename="../song/stems.py" />
      <source>Guitar</source>
      <translation>Gitarre</translation>
    </message>
    <message>
      <location filename="../song/stems.py" />
      <source>Piano</source>
      <translation>Klavier</translation>
    </message>
    <message>
      <location filename="../song/stems.py" />
      <source>Instrumental</source>
      <translation>Instrumental</translation>
    </message>
    <message>
      <location filename="../song/stepper.py" />
      <source>{name}: double-click to set it back</source>
      <translation>{name}: Doppelklick setzt zurück</translation>
    </message>
    <message>
      <location filename="../song/stepper.py" />
      <source>{name} down</source>
      <translation>{name}: weniger</translation>
    </message>
    <message>
      <location filename="../song/stepper.py" />
      <source>{name} up</source>
      <translation>{name}: mehr</translation>
    </message>
    <message>
      <location filename="../song/timeline_view.py" />
      <source>The song along its time</source>
      <translation>Das Lied im Verlauf der Zeit</translation>
    </message>
    <message>
      <location filename="../song/transport_bar.py" />
      <source>Play</source>
      <translation>Wiedergabe</translation>
    </message>
    <message>
      <location filename="../song/transport_bar.py" />
      <source>Play (Space)</source>
      <translation>Wiedergabe (Leertaste)</translation>
    </message>
    <message>
      <location filename="../song/transport_bar.py" />
      <source>To the start</source>
      <translation>Zum Anfang</translation>
    </message>
    <message>
      <location filename="../song/transport_bar.py" />
      <source>To the start (Home)</source>
      <translation>Zum Anfang (Pos1)</translation>
    </message>
    <message>
      <location filename="../song/transport_bar.py" />
      <source>Loop</source>
      <translation>Schleife</translation>
    </message>
    <message>
      <location filename="../song/transport_bar.py" />
      <source>Repeat a region: drag on the ruler, or L</source>
      <translation>Einen Bereich wiederholen: auf dem Lineal ziehen, oder L</translation>
    </message>
    <message>
      <location filename="../song/transport_bar.py" />
      <source>Follow the playhead (F)</source>
      <translation>Der Abspielmarke folgen (F)</translation>
    </message>
    <message>
      <location filename="../song/transport_bar.py" />
      <source>Speed</source>
      <translation>Tempo</translation>
    </message>
    <message>
      <location filename="../song/transport_bar.py" />
      <source>Transpose</source>
      <translation>Transponieren</translation>
    </message>
    <message>
      <location filename="../song/transport_bar.py" />
      <source>Capo</source>
      <translation>Kapo</translation>
    </message>
    <message>
      <location filename="../song/transport_bar.py" />
      <source>Zoom out (-)</source>
      <translation>Verkleinern (-)</translation>
    </message>
    <message>
      <location filename="../song/transport_bar.py" />
      <source>Zoom in (+)</source>
      <translation>Vergrößern (+)</translation>
    </message>
    <message>
      <location filename="../song/transport_bar.py" />
      <source>Whole song (0)</source>
      <translation>Ganzes Lied (0)</translation>
    </message>
    <message>
      <location filename="../song/transport_bar.py" />
      <source>Place in the song</source>
      <translation>Stelle im Lied</translation>
    </message>
    <message>
      <location filename="../song/transport_bar.py" />
      <source>Pause</source>
      <translation>Pause</translation>
    </message>
    <message>
      <location filename="../song/transport_bar.py" />
      <source>Pause (Space)</source>
      <translation>Pause (Leertaste)</translation>
    </message>
    <message>
      <location filename="../song/transport_bar.py" />
      <source>of {length}</source>
      <translation>von {length}</translation>
    </message>
    <message>
      <location filename="../song/transport_bar.py" />
      <source>{length} · bar {bar}, beat {beat}</source>
      <translation>{length} · Takt {bar}, Schlag {beat}</translation>
    </message>
    <message>
      <location filename="../tray.py" />
      <source>Show Backline</source>
      <translation>Backline zeigen</translation>
    </message>
    <message>
      <location filename="../tray.py" />
      <source>Transcribe…</source>
      <translation>Transkribieren…</translation>
    </message>
    <message>
      <location filename="../tray.py" />
      <source>Recent songs</source>
      <translation>Letzte Lieder</translation>
    </message>
    <message>
      <location filename="../tray.py" />
      <source>Settings…</source>
      <translation>Einstellungen…</translation>
    </message>
    <message>
      <location filename="../tray.py" />
      <source>Quit</source>
      <translation>Beenden</translation>
    </message>
    <message>
      <location filename="../tray.py" />
      <source>Backline {version} is there…</source>
      <translation>Backline {version} ist da …</translation>
    </message>
    <message>
      <location filename="../updates.py" />
      <source>Backline {version} is there.</source>
      <translation>Backline {version} ist da.</translation>
    </message>
    <message>
      <location filename="../welcome.py" />
      <source>Welcome to Backline</source>
      <translation>Willkommen bei Backline</translation>
    </message>
    <message>
      <location filename="../welcome.py" />
      <source>Drop a song, and get its stems, its sung melody, its chords and its beats: here, and on your phones.</source>
      <translation>Ein Lied hineinziehen, und heraus kommen Spuren, Gesangsmelodie, Akkorde und Schläge: hier und auf den Handys.</translation>
    </message>
    <message>
      <location filename="../welcome.py" />
      <source>Everything is computed here. Nothing leaves your network.</source>
      <translation>Alles wird hier berechnet. Nichts verlässt das eigene Netzwerk.</translation>
    </message>
    <message>
      <location filename="../welcome.py" />
      <source>HTDemucs separates much more cleanly than the quick model that is here already. {size}, once. {terms}</source>
      <translation>HTDemucs trennt viel sauberer als das schnelle Modell, das schon da ist. {size}, einmalig. {terms}</translation>
    </message>
    <message>
      <location filename="../widgets/message_bar.py" />
      <source>Close this message</source>
      <translation>Diese Meldung schließen</translation>
    </message>
    <message>
      <location filename="../words.py" />
      <source>less than a minute left</source>
      <translation>noch weniger als eine Minute</translation>
    </message>
    <message>
      <location filename="../words.py" />
      <source>a minute left</source>
      <translation>noch eine Minute</translation>
    </message>
    <message>
      <location filename="../words.py" />
      <source>{minutes} minutes left</source>
      <translation>noch {minutes} Minuten</translation>
    </message>
    <message>
      <location filename="../words.py" />
      <source>{hours} h {minutes} min left</source>
      <translation>noch {hours} h {minutes} min</translation>
    </message>
    <message>
      <location filename="../words.py" />
      <source>{size} GB</source>
      <translation>{size} GB</translation>
    </message>
    <message>
      <location filename="../words.py" />
      <source>{size} MB</source>
      <translation>{size} MB</translation>
    </message>
    <message>
      <location filename="../words.py" />
      <source>{bpm} BPM</source>
      <translation>{bpm} BPM</translation>
    </message>
    <message>
      <location filename="../words.py" />
      <source>{tonic} minor</source>
      <translation>{tonic}-Moll</translation>
    </message>
    <message>
      <location filename="../words.py" />
      <source>{tonic} major</source>
      <translation>{tonic}-Dur</translation>
    </message>
    <message>
      <location filename="../words.py" />
      <source>1 song</source>
      <translation>1 Lied</translation>
    </message>
    <message>
      <location filename="../words.py" />
      <source>{n} songs</source>
      <translation>{n} Lieder</translation>
    </message>
    <message>
      <location filename="../words.py" />
      <source>Today {time}</source>
      <translation>Heute {time}</translation>
    </message>
    <message>
      <location filename="../words.py" />
      <source>Yesterday</source>
      <translation>Gestern</translation>
    </message>
    <message>
      <location filename="../words.py" />
      <source>Next in the queue</source>
      <translation>Als Nächstes dran</translation>
    </message>
    <message>
      <location filename="../words.py" />
      <source>Waiting, number {place}</source>
      <translation>Wartet, Platz {place}</translation>
    </message>
    <message>
      <location filename="../words.py" />
      <source>Waiting</source>
      <translation>Wartet</translation>
    </message>
    <message>
      <location filename="../words.py" />
      <source>Ready</source>
      <translation>Fertig</translation>
    </message>
    <message>
      <location filename="../words.py" />
      <source>Cancelled</source>
      <translation>Abgebrochen</translation>
    </message>
    <message>
      <location filename="../words.py" />
      <source>Failed</source>
      <translation>Fehlgeschlagen</translation>
    </message>
    <message>
      <location filename="../words.py" />
      <source>another device</source>
      <translation>ein anderes Gerät</translation>
    </message>
    <message>
      <location filename="../words.py" />
      <source>Done again in better quality</source>
      <translation>In besserer Qualität neu bearbeitet</translation>
    </message>
    <message>
      <location filename="../words.py" />
      <source>quick model</source>
      <translation>schnelles Modell</translation>
    </message>
    <message>
      <location filename="../words.py" />
      <source>kept</source>
      <translation>wird behalten</translation>
    </message>
    <message>
      <location filename="../words.py" />
      <source>done again in better quality</source>
      <translation>in besserer Qualität neu bearbeitet</translation>
    </message>
    <message>
      <location filename="../words.py" />
      <source>from {device}</source>
      <translation>von {device}</translation>
    </message>
    <message>
      <location filename="../words.py" />
      <source>{n} in work</source>
      <translation>{n} in Arbeit</translation>
    </message>
    <message>
      <location filename="../words.py" />
      <source>Paused</source>
      <translation>Angehalten</translation>
    </message>
    <message>
      <location filename="../words.py" />
      <source>Nothing in the queue</source>
      <translation>Nichts in der Warteschlange</translation>
    </message>
    <message>
      <location filename="../words.py" />
      <source>Separating the stems</source>
      <translation>Spuren werden getrennt</translation>
    </message>
    <message>
      <location filename="../words.py" />
      <source>Transcribing the singing</source>
      <translation>Gesang wird aufgeschrieben</translation>
    </message>
    <message>
      <location filename="../words.py" />
      <source>Finding beats, key and chords</source>
      <translation>Schläge, Tonart und Akkorde werden erkannt</translation>
    </message>
    <message>
      <location filename="../words.py" />
      <source>Beginning</source>
      <translation>Beginnt</translation>
    </message>
  </context>
</TS>
