<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1">
  <context>
    <name>Backline</name>
    <message>
      <location filename="../activity.py" />
      <source>nothing to do</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../activity.py" />
      <source>{n} in work, {percent} %</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../activity.py" />
      <location filename="../words.py" />
      <source>{n} waiting</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../activity.py" />
      <source>paused</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../application.py" />
      <source>Backline cannot start</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../bridge.py" />
      <source>Something went wrong that nobody expected. The log has the details.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../desktop.py" />
      <source>Quit Backline</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../desktop.py" />
      <source>{phone} wants to come in</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../desktop.py" />
      <source>Its code: {code}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../desktop.py" />
      <source>A device at {address} knocked. It has no key.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../desktop.py" />
      <source>Backline goes on</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../desktop.py" />
      <source>It works on in the tray, and phones still reach it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../desktop.py" />
      <source>Backline quits when this song is done.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../notices.py" />
      <source>{song} could not be done again</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../notices.py" />
      <source>{song} is ready</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../notices.py" />
      <source>{song} failed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../notices.py" />
      <source>{n} failed; the list says why.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../notices.py" />
      <source>{n} songs are ready</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/card_view.py" />
      <source>SHA-256 of the certificate</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/card_view.py" />
      <source>QR code that pairs a phone</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/card_view.py" />
      <source>Good for one phone, until {time}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/card_view.py" />
      <source>Also found at {addresses}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/card_view.py" />
      <source>Scan this with the phone's camera</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/card_view.py" />
      <source>It opens Backline there. Phone and computer have to be in the same Wi-Fi.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/card_view.py" />
      <source>Or open the address on the phone, and type the code:</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/card_view.py" />
      <source>Address</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/card_view.py" />
      <source>Code</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/card_view.py" />
      <source>Copy: {what}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/device_list.py" />
      <location filename="../phones/pair_dialog.py" />
      <source>One moment…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/device_list.py" />
      <source>No phone is paired yet.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/entry_rows.py" />
      <source>Asks to be let in. Allow it if it shows {code}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/entry_rows.py" />
      <source>Knocked without a key. If you allow it, this address comes in for a week.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/entry_rows.py" />
      <location filename="../phones/question_dialog.py" />
      <source>Refuse</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/entry_rows.py" />
      <location filename="../phones/question_dialog.py" />
      <source>Allow</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/entry_rows.py" />
      <source>Refuse {device}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/entry_rows.py" />
      <source>Allow {device}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/entry_rows.py" />
      <source>Rename {device}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/entry_rows.py" />
      <source>Let {device} in no more</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/entry_rows.py" />
      <source>New name of {device}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/entry_rows.py" />
      <location filename="../queue/song_commands.py" />
      <source>Rename</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/entry_rows.py" />
      <source>Let in no more</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/entry_rows.py" />
      <location filename="../queue/better.py" />
      <location filename="../queue/song_commands.py" />
      <location filename="../quitting.py" />
      <location filename="../settings/fetch_box.py" />
      <source>Cancel</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/entry_rows.py" />
      <source>It would have to be paired once more. Its songs stay.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/pair_dialog.py" />
      <location filename="../queue/toolbar.py" />
      <location filename="../settings/network_page.py" />
      <source>Phones</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/pair_dialog.py" />
      <source>Pair a phone</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/pair_dialog.py" />
      <location filename="../settings/network_page.py" />
      <source>Paired devices</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/pair_dialog.py" />
      <location filename="../queue/files_dialog.py" />
      <location filename="../queue/problems.py" />
      <location filename="../song/song_window.py" />
      <location filename="../widgets/message_bar.py" />
      <source>Close</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/pair_dialog.py" />
      <source>That did not work</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/pair_dialog.py" />
      <source>A device</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/pair_dialog.py" />
      <source>It finds Backline by itself from now on, whenever both are in this network.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/pair_dialog.py" />
      <source>{device} is paired</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/pair_dialog.py" />
      <source>Pair another</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/pair_dialog.py" />
      <source>Connect it to the Wi-Fi that the phone is in; the code appears here then. If it is connected, API_HOST may keep Backline to this computer.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/pair_dialog.py" />
      <source>This computer is in no network</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/pair_dialog.py" />
      <source>Phones cannot come in at the moment. Quit Backline, and start it again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/pair_dialog.py" />
      <source>The server does not run</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/pair_dialog.py" />
      <source>Nobody came in for ten minutes, and the code is void now.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/pair_dialog.py" />
      <source>The code is too old</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/pair_dialog.py" />
      <source>Show a new code</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/pair_dialog.py" />
      <source>Many wrong codes were tried. Somebody in the network may be guessing.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/pair_dialog.py" />
      <source>The code is void</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/pair_dialog.py" />
      <source>The server is starting.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/question_dialog.py" />
      <source>Let a phone in?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/question_dialog.py" />
      <source>A device at {address} knocked without a key</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/question_dialog.py" />
      <source>If you know it and it cannot be paired, allow it: whoever has this address comes in without a key for a week.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/question_dialog.py" />
      <source>{device} asks to be let in. Does it show this?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/question_dialog.py" />
      <source>Allow it only if both show the same number. It sees songs, and sends new ones.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/words.py" />
      <source>without a key</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/words.py" />
      <source>device</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/words.py" />
      <source>not seen yet</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/words.py" />
      <source>seen within the hour</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/words.py" />
      <source>seen {when}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/words.py" />
      <source>its time is over</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/words.py" />
      <source>until {when}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/words.py" />
      <source>today</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/words.py" />
      <source>yesterday</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/words.py" />
      <source>tomorrow</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../phones/words.py" />
      <source>{days} days ago</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../player/playback.py" />
      <source>There is no sound device. Connect headphones or speakers, then press play again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/better.py" />
      <source>HTDemucs, {size}, is downloaded once, before the song is done again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/better.py" />
      <source>HTDemucs, {size}, is downloaded once, before the songs are done again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/better.py" />
      <source>Better quality</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/better.py" />
      <source>The better model is not on this computer yet.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/better.py" />
      <source>Download and go on</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/cells.py" />
      <source>Song</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/cells.py" />
      <source>State</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/cells.py" />
      <source>Length</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/cells.py" />
      <location filename="../song/correction_menus.py" />
      <location filename="../song/header.py" />
      <source>Tempo</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/cells.py" />
      <location filename="../song/correction_menus.py" />
      <location filename="../song/header.py" />
      <source>Key</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/cells.py" />
      <source>Added</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/cells.py" />
      <source>Made by the quick model. It can be done again in better quality.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/drop_overlay.py" />
      <source>{what} is not a file of this computer. Save it to a file first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/drop_overlay.py" />
      <source>Let go to add these songs</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/empty.py" />
      <source>Drop songs here</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/empty.py" />
      <source>Files or whole folders. Backline takes a song apart into its stems, and writes down the singing, the chords and the beats. All of it stays on this computer.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/empty.py" />
      <location filename="../welcome.py" />
      <source>Choose songs…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/empty.py" />
      <location filename="../welcome.py" />
      <source>Try the example song</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/empty.py" />
      <source>Look for a part of the title, or of the file's name.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/empty.py" />
      <source>Show all songs</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/empty.py" />
      <source>No song matches “{searched}”</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/files_dialog.py" />
      <source>Files</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/files_dialog.py" />
      <source>{n} files</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/files_dialog.py" />
      <source>Files of {song}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/files_dialog.py" />
      <source>Drag files into another program or a folder, or copy them.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/files_dialog.py" />
      <source>Copy</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/files_dialog.py" />
      <source>Copy the selected files ({keys})</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/files_out.py" />
      <source>{n} files are copied. Paste them where you need them.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/files_out.py" />
      <source>There are no files yet. Stems come when a song is ready.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/intake.py" />
      <source>{path} cannot be read ({why}).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/intake.py" />
      <source>{name} is an archive. Unpack it, and add the folder that comes of it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/problems.py" />
      <source>{n} files were left out: {named}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/problems.py" />
      <source>{n} files were left out: {named} and {more} more.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/problems.py" />
      <source>Files that were left out</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/problems.py" />
      <source>{n} files were left out</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/queue_window.py" />
      <location filename="../queue/toolbar.py" />
      <source>Add songs</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/queue_window.py" />
      <source>Songs ({patterns})</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/queue_window.py" />
      <source>All files (*)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/reports.py" />
      <source>Looking for songs …</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/reports.py" />
      <source>Taking in a song …</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/reports.py" />
      <source>Taking in {n} of {total} …</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/reports.py" />
      <source>Stop</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/reports.py" />
      <source>Details</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/reports.py" />
      <source>{song} deleted</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/reports.py" />
      <source>{songs} deleted</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/reports.py" />
      <source>Undo</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/row_delegate.py" />
      <source>Name of the song</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/row_painter.py" />
      <source>Quick</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/row_painter.py" />
      <source>Kept</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/song_calls.py" />
      <source>{problem} And {n} more songs.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/song_commands.py" />
      <source>Open</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/song_commands.py" />
      <source>Files…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/song_commands.py" />
      <source>Copy the files</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/song_commands.py" />
      <source>Show the folder</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/song_commands.py" />
      <source>Do again in better quality</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/song_commands.py" />
      <location filename="../settings/fetch_box.py" />
      <source>Try again</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/song_commands.py" />
      <source>Move to the front</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/song_commands.py" />
      <source>Keep for good</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/song_commands.py" />
      <source>Keep no longer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/song_commands.py" />
      <source>Delete</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/song_commands.py" />
      <source>{song} was cancelled. Try it again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/song_commands.py" />
      <location filename="../song/song_window.py" />
      <source>{song} is not ready yet.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/song_commands.py" />
      <source>No file manager opened. The stems are in {folder}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/songs_view.py" />
      <source>Songs</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/status_line.py" />
      <source>{shown} of {count} songs</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/toolbar.py" />
      <source>Choose songs, or drop them on the window ({keys})</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/toolbar.py" />
      <location filename="../tray.py" />
      <source>Pause the queue</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/toolbar.py" />
      <source>Let a phone send songs</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/toolbar.py" />
      <location filename="../settings/settings_window.py" />
      <source>Settings</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/toolbar.py" />
      <source>Settings ({keys})</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/toolbar.py" />
      <source>Go on with the queue</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/toolbar.py" />
      <source>Go on with the queue ({keys})</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/toolbar.py" />
      <source>Pause the queue: songs in work are finished, no other is begun ({keys})</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/toolbar.py" />
      <source>Search</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/toolbar.py" />
      <source>Search songs</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../queue/toolbar.py" />
      <source>Search titles and file names ({keys})</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../quitting.py" />
      <source>A song is in work</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../quitting.py" />
      <source>{n} songs are in work</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../quitting.py" />
      <source>Backline can finish it first, or go on with it at the next start: what is done so far is kept.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../quitting.py" />
      <source>Finish, then quit</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../quitting.py" />
      <source>Quit now</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/cuda_row.py" />
      <source>NVIDIA card</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/cuda_row.py" />
      <source>Remove</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/cuda_row.py" />
      <source>Remove PyTorch with CUDA</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/cuda_row.py" />
      <source>{card}, {memory}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/cuda_row.py" />
      <source>No NVIDIA card was found, or no driver for it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/cuda_row.py" />
      <source>It is too old: cards since the GeForce GTX 16 and RTX 20 can be used.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/cuda_row.py" />
      <source>Its driver is too old. Install the newest one from nvidia.com.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/cuda_row.py" />
      <source>Computes songs many times as fast. It needs PyTorch with CUDA, which takes 4 GB on the disk.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/cuda_row.py" />
      <source>PyTorch with CUDA</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/cuda_row.py" />
      <source>The folder that holds the wheels of PyTorch with CUDA</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/cuda_row.py" />
      <source>PyTorch with CUDA is not used. {why}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/data_folder_row.py" />
      <source>Data folder</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/data_folder_row.py" />
      <source>Songs, results and records.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/data_folder_row.py" />
      <source>Use this folder</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/data_folder_row.py" />
      <source>Copy the command</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/data_folder_row.py" />
      <source>Leave it as it is</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/data_folder_row.py" />
      <source>{folder} holds songs of Backline already: at the next start they are what you see.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/data_folder_row.py" />
      <source>At the next start Backline begins in {folder} without songs; those that you have stay where they are. To take them along, quit Backline and type this in a terminal instead:</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/diagnostics_page.py" />
      <location filename="../settings/settings_window.py" />
      <source>Diagnostics</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/diagnostics_page.py" />
      <source>Look again</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/diagnostics_page.py" />
      <source>Copy report</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/diagnostics_page.py" />
      <source>The report is for whoever helps you. It holds no names of songs, people or folders.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/diagnostics_page.py" />
      <source>Looking at everything</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/diagnostics_page.py" />
      <source>Looking at everything…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/diagnostics_page.py" />
      <source>Copied. Paste it where you ask for help.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/diagnostics_page.py" />
      <source>fine</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/diagnostics_page.py" />
      <source>could be better</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/diagnostics_page.py" />
      <source>does not work</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/download_box.py" />
      <source>The folder that holds the weights of {model}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/fetch_box.py" />
      <source>Download</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/fetch_box.py" />
      <source>Download {model}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/fetch_box.py" />
      <source>Take from a folder…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/fetch_box.py" />
      <source>Take {model} from a folder</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/fetch_box.py" />
      <source>Cancel the download of {model}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/fetch_box.py" />
      <source>Download of {model}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/fetch_box.py" />
      <source>Here, ready to be used</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/fetch_box.py" />
      <source>Go on: {left} of {size} are left</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/fetch_box.py" />
      <source>Download {size}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/fetch_box.py" />
      <source>Unpacking…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/fetch_box.py" />
      <source>Checking…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/fetch_box.py" />
      <source>{done} of {size}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/folder_row.py" />
      <source>Change…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/folder_row.py" />
      <source>Change: {what}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/folder_row.py" />
      <source>Open the folder</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/general_page.py" />
      <location filename="../settings/settings_window.py" />
      <source>General</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/general_page.py" />
      <source>Start when you log in</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/general_page.py" />
      <source>Without a window, so that phones always reach Backline.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/general_page.py" />
      <source>Language</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/general_page.py" />
      <source>Backline follows the system where it knows its language; else it speaks English.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/general_page.py" />
      <source>New versions</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/general_page.py" />
      <source>Asks one address on the internet for the newest version, and tells nothing of you or your songs. Nothing is installed by itself.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/general_page.py" />
      <source>Look for a new version once a day</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/model_words.py" />
      <source>The author of demucs provides these weights for scientific and personal use.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/model_words.py" />
      <source>scientific and personal use</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/model_words.py" />
      <source>Vocals, drums, bass and the rest as clean stems. The one that most people want.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/model_words.py" />
      <source>HTDemucs, tuned</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/model_words.py" />
      <source>The same stems, a little cleaner, for four times the work.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/model_words.py" />
      <source>HTDemucs, six stems</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/model_words.py" />
      <source>Guitar and piano as stems of their own as well.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/model_words.py" />
      <source>The quick separator: good vocals, the rest less clean.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/model_words.py" />
      <source>Hears the sung pitch, most accurately.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/model_words.py" />
      <source>CREPE, tiny</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/model_words.py" />
      <source>Hears the sung pitch with a fortieth of the weights.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/model_words.py" />
      <source>Hears the sung pitch, quickly.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/model_words.py" />
      <source>Recognises the chords: five networks vote.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/models_page.py" />
      <location filename="../settings/settings_window.py" />
      <source>Models</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/models_page.py" />
      <location filename="../welcome.py" />
      <source>Better stems</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/models_page.py" />
      <source>HTDemucs is taken from the next song on; the others where a song asks for them.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/models_page.py" />
      <source>Came with Backline</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/models_page.py" />
      <source>{size}, for {licence}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/models_page.py" />
      <source>not whole: install {package} again</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/models_page.py" />
      <source>{size}, {licence}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/network_page.py" />
      <location filename="../settings/settings_window.py" />
      <source>Network</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/network_page.py" />
      <location filename="../tray.py" />
      <location filename="../welcome.py" />
      <source>Pair a phone…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/network_page.py" />
      <source>Who may come in</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/network_page.py" />
      <source>A phone shows a code that you confirm here, or scans yours.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/network_page.py" />
      <source>Everyone in the network</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/network_page.py" />
      <source>No key is needed.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/network_page.py" />
      <source>Whoever reaches this computer can send songs, hear them, and delete them.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/network_page.py" />
      <source>All songs for all</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/network_page.py" />
      <source>Only the one who sent a song, and you, delete it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/network_page.py" />
      <source>Each phone its own</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/network_page.py" />
      <source>A phone sees the songs that it sent itself.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/network_page.py" />
      <source>What a phone sees</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/network_page.py" />
      <source>This computer in the network</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/network_page.py" />
      <source>Name</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/network_page.py" />
      <source>What phones show for this computer.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/network_page.py" />
      <source>Let phones find it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/network_page.py" />
      <source>Announces Backline in the network. Without it, phones need the QR code or the address.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/network_page.py" />
      <source>Port</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/network_page.py" />
      <source>The next free one is taken where another program has it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/network_page.py" />
      <source>Encrypt the connection (HTTPS)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/network_page.py" />
      <source>Nobody in the network can listen in. Browsers on phones warn once; apps have to know how.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/number_row.py" />
      <source>Less: {what}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/number_row.py" />
      <source>More: {what}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/preferences.py" />
      <source>Set on the command line, for as long as Backline runs.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/preferences.py" />
      <source>Set by the environment variable {name}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/preferences.py" />
      <source>Set by {name} in the file {path}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/restart_bar.py" />
      <source>Restart now</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/restart_bar.py" />
      <source>Takes effect when Backline starts again. A song in work goes on afterwards.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/settings_window.py" />
      <source>Pages of the settings</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/settings_window.py" />
      <location filename="../settings/work_page.py" />
      <source>Work</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/settings_window.py" />
      <location filename="../settings/storage_page.py" />
      <source>Storage</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source>Space</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source>Folders</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source>Models folder</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source>Downloaded models. Those in the old folder are not moved.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source>Finished songs that you marked to be kept stay, whatever is set here.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source>Tidying up</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source>Delete finished songs after</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source>Never</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source>Most space for songs</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source>Beyond it the oldest finished songs go first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source>No limit</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source>Apply now</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source>Apply these rules</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source>They hold from the next start on.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source>It happens by itself every day, and after every song.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source>Nothing is ever deleted by itself.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source>Deleted: {count}. That freed {size}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source>There was nothing to delete.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source>Songs {size}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source>Models {size}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source>{free} of {disk} free</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source> day</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source> days</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/storage_page.py" />
      <source> GB</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/update_row.py" />
      <location filename="../updates.py" />
      <source>What is new</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/update_row.py" />
      <source>Licences</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/update_row.py" />
      <source>Look now</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/update_row.py" />
      <source>Look for a new version now</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/update_row.py" />
      <source>Looking for a newer one…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/update_row.py" />
      <source>Backline {version} is there</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/update_row.py" />
      <source>You have {version}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/update_row.py" />
      <source>Nobody has looked for a newer one yet.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/update_row.py" />
      <source>Backline {version} is the newest</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/update_row.py" />
      <source>Last look: {day}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/update_row.py" />
      <source>Built without an address to ask: it is not told of new versions.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/update_row.py" />
      <source>Installed from its source: it is not told of new versions.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/work_page.py" />
      <source>Quality or speed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/work_page.py" />
      <source>For all songs that ask for no model by name, also those of phones.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/work_page.py" />
      <source>Best quality</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/work_page.py" />
      <source>HTDemucs, where it is here, and CREPE: the most accurate models.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/work_page.py" />
      <source>Fast</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/work_page.py" />
      <source>Spleeter and SwiftF0: several times as fast, with less clean stems.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/work_page.py" />
      <source>Computer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/work_page.py" />
      <source>Many times as fast where there is one. Songs are computed by the processor without it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/work_page.py" />
      <source>Use the graphics processor</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/work_page.py" />
      <source>Songs at a time</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/work_page.py" />
      <source>More at a time need more memory, and each takes longer.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/work_page.py" />
      <source>Automatic</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/work_page.py" />
      <source>the NVIDIA graphics card</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/work_page.py" />
      <source>the graphics processor</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/work_page.py" />
      <source>the processor</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/work_page.py" />
      <source>Songs are computed by {device}, one at a time.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../settings/work_page.py" />
      <source>Songs are computed by {device}, {count} at a time.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/chord_editor.py" />
      <source>Chord</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/chord_editor.py" />
      <source>Write it like Am7, F♯m7b5, B♭maj7, C/E, or N.C. for none</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/chord_now.py" />
      <source>Chord now</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/chord_now.py" />
      <source>{now}, then {following}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/chord_now.py" />
      <source>next</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/chord_ribbon.py" />
      <location filename="../song/correction_menus.py" />
      <source>Its chords were not asked for.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/chord_ribbon.py" />
      <source>No chords were heard in this song.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/correction_menus.py" />
      <source>No beats were heard</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/correction_menus.py" />
      <source>Twice as fast: {tempo}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/correction_menus.py" />
      <source>Half as fast: {tempo}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/correction_menus.py" />
      <source>As it was found: {tempo}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/correction_menus.py" />
      <source>Major</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/correction_menus.py" />
      <source>Minor</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/correction_menus.py" />
      <source>As it was found</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/correction_menus.py" />
      <source>First beat of the bar here</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/correction_menus.py" />
      <location filename="../song/song_keys.py" />
      <source>Take back the last correction</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/correction_menus.py" />
      <source>Take back all corrections</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/correction_menus.py" />
      <source>Change the chord {name}…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/correction_menus.py" />
      <source>The chord as it was found</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/exports.py" />
      <source>MIDI of singing, chords and beats…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/exports.py" />
      <source>Chord sheet…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/exports.py" />
      <source>One stem</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/exports.py" />
      <source>Mix without</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/exports.py" />
      <source>{stem}…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/exports.py" />
      <source>without {stem}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/exports.py" />
      <source>Mix of the stems that you hear…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/exports.py" />
      <source>All stems…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/exports.py" />
      <source>A folder for the stems, as FLAC</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/exports.py" />
      <source>Save as</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/exports.py" />
      <source>Saving {name}…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/header.py" />
      <source>The key: click to correct it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/header.py" />
      <source>The tempo: click to correct it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/header.py" />
      <source>Corrections</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/header.py" />
      <source>Export</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/header.py" />
      <location filename="../song/keys.py" />
      <source>Keyboard shortcuts</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/header.py" />
      <source>Keyboard shortcuts (?)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/header.py" />
      <source>{key}, capo {fret}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/mixer_column.py" />
      <source>Bars</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/mixer_column.py" />
      <source>Time</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/mixer_column.py" />
      <source>Chords</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/mixer_column.py" />
      <source>Sung pitch</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/mixer_strip.py" />
      <source>M</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/mixer_strip.py" />
      <source>S</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/mixer_strip.py" />
      <source>Volume of {stem}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/mixer_strip.py" />
      <source>Mute {stem}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/mixer_strip.py" />
      <source>Solo {stem}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/mixer_strip.py" />
      <location filename="../song/transport_bar.py" />
      <location filename="../words.py" />
      <source>{percent} %</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/overview.py" />
      <source>The whole song</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/overview.py" />
      <source>Drag to look at another part of the song</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/piano_roll.py" />
      <source>Its singing was not asked for.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/piano_roll.py" />
      <source>No singing was heard in this song.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/song_body.py" />
      <location filename="../song/song_keys.py" />
      <location filename="../song/stems.py" />
      <location filename="../song/transport_bar.py" />
      <source>Whole song</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/song_keys.py" />
      <source>Play or pause</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/song_keys.py" />
      <source>Loop on or off</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/song_keys.py" />
      <source>Slower</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/song_keys.py" />
      <source>Faster</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/song_keys.py" />
      <location filename="../song/transport_bar.py" />
      <source>Zoom in</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/song_keys.py" />
      <location filename="../song/transport_bar.py" />
      <source>Zoom out</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/song_keys.py" />
      <location filename="../song/transport_bar.py" />
      <source>Follow the playhead</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/song_keys.py" />
      <source>Show these keys</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/song_keys.py" />
      <source>A beat back</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/song_keys.py" />
      <source>A beat on</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/song_keys.py" />
      <source>A bar back</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/song_keys.py" />
      <source>A bar on</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/song_keys.py" />
      <source>To the start, or that of the loop</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/song_keys.py" />
      <source>To the end</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/song_keys.py" />
      <source>Chords a semitone up</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/song_keys.py" />
      <source>Chords a semitone down</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/song_keys.py" />
      <source>Capo a fret up</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/song_keys.py" />
      <source>Capo a fret down</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/song_keys.py" />
      <source>Mute a stem: 1 to 6</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/song_keys.py" />
      <source>Solo a stem: Shift+1 to 6</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/song_picture.py" />
      <source>The stems were not asked for: this is the whole song.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/song_window.py" />
      <source>Opening…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/song_window.py" />
      <source>This song was deleted.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/song_window.py" />
      <source>is done again in better quality: {percent} %</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/song_window.py" />
      <source>“{typed}” is no chord that is known here. Write it like Am7, F♯m7b5, B♭maj7 or C/E.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/song_window.py" />
      <source>Show in folder</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/song_window.py" />
      <source>Saved {name}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/stems.py" />
      <source>Vocals</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/stems.py" />
      <source>Drums</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/stems.py" />
      <source>Bass</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/stems.py" />
      <source>Other</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/stems.py" />
      <source>Guitar</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/stems.py" />
      <source>Piano</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/stems.py" />
      <source>Instrumental</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/stepper.py" />
      <source>{name}: double-click to set it back</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/stepper.py" />
      <source>{name} down</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/stepper.py" />
      <source>{name} up</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/timeline_view.py" />
      <source>The song along its time</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/transport_bar.py" />
      <source>Play</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/transport_bar.py" />
      <source>Play (Space)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/transport_bar.py" />
      <source>To the start</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/transport_bar.py" />
      <source>To the start (Home)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/transport_bar.py" />
      <source>Loop</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/transport_bar.py" />
      <source>Repeat a region: drag on the ruler, or L</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/transport_bar.py" />
      <source>Follow the playhead (F)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/transport_bar.py" />
      <source>Speed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/transport_bar.py" />
      <source>Transpose</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/transport_bar.py" />
      <source>Capo</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/transport_bar.py" />
      <source>Zoom out (-)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/transport_bar.py" />
      <source>Zoom in (+)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/transport_bar.py" />
      <source>Whole song (0)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/transport_bar.py" />
      <source>Place in the song</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/transport_bar.py" />
      <source>Pause</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/transport_bar.py" />
      <source>Pause (Space)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/transport_bar.py" />
      <source>of {length}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../song/transport_bar.py" />
      <source>{length} · bar {bar}, beat {beat}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../tray.py" />
      <source>Show Backline</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../tray.py" />
      <source>Transcribe…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../tray.py" />
      <source>Recent songs</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../tray.py" />
      <source>Settings…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../tray.py" />
      <source>Quit</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../tray.py" />
      <source>Backline {version} is there…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../updates.py" />
      <source>Backline {version} is there.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../welcome.py" />
      <source>Welcome to Backline</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../welcome.py" />
      <source>Drop a song, and get its stems, its sung melody, its chords and its beats: here, and on your phones.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../welcome.py" />
      <source>Everything is computed here. Nothing leaves your network.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../welcome.py" />
      <source>HTDemucs separates much more cleanly than the quick model that is here already. {size}, once. {terms}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../widgets/message_bar.py" />
      <source>Close this message</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../words.py" />
      <source>less than a minute left</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../words.py" />
      <source>a minute left</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../words.py" />
      <source>{minutes} minutes left</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../words.py" />
      <source>{hours} h {minutes} min left</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../words.py" />
      <source>{size} GB</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../words.py" />
      <source>{size} MB</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../words.py" />
      <source>{bpm} BPM</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../words.py" />
      <source>{tonic} minor</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../words.py" />
      <source>{tonic} major</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../words.py" />
      <source>1 song</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../words.py" />
      <source>{n} songs</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../words.py" />
      <source>Today {time}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../words.py" />
      <source>Yesterday</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../words.py" />
      <source>Next in the queue</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../words.py" />
      <source>Waiting, number {place}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../words.py" />
      <source>Waiting</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../words.py" />
      <source>Ready</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../words.py" />
      <source>Cancelled</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../words.py" />
      <source>Failed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../words.py" />
      <source>another device</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../words.py" />
      <source>Done again in better quality</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../words.py" />
      <source>quick model</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../words.py" />
      <source>kept</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../words.py" />
      <source>done again in better quality</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../words.py" />
      <source>from {device}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../words.py" />
      <source>{n} in work</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../words.py" />
      <source>Paused</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../words.py" />
      <source>Nothing in the queue</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../words.py" />
      <source>Separating the stems</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../words.py" />
      <source>Transcribing the singing</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../words.py" />
      <source>Finding beats, key and chords</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../words.py" />
      <source>Beginning</source>
      <translation type="unfinished" />
    </message>
  </context>
</TS>
