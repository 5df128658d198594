; The installer for Windows. `packaging/windows/installer.py` runs Inno Setup's compiler over it, with
;   /DVersion=1.2.0          the version
;   /DBundle=dist\Backline   what PyInstaller built
;   /DAssociations=FILE      [Registry] entries, one a kind of file
;   /DSign                   where SIGN_COMMAND says how to sign

#ifndef Version
  #error No version: compile this by `python packaging\build.py`.
#endif

#define Name "Backline"
#define Program "Backline.exe"
#define Console "backline-console.exe"
; Backline takes the next free one where 8000 is taken.
#define Ports "8000-8020"

[Setup]
; Fixed for ever: by it, a newer installer finds what it replaces.
AppId={{6F1C2B0E-5B0C-4E0B-9C55-0B1C7E1D8A42}
AppName={#Name}
AppVersion={#Version}
AppVerName={#Name} {#Version}
AppPublisher={#Name}
VersionInfoVersion={#VersionNumbers}
MinVersion=10.0
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
; Setup asks whether it is for all users or for this one, who needs no administrator then.
PrivilegesRequired=admin
PrivilegesRequiredOverridesAllowed=dialog commandline
DefaultDirName={autopf}\{#Name}
DefaultGroupName={#Name}
DisableProgramGroupPage=yes
; The worker has no window that could be asked to close.
CloseApplications=force
RestartApplications=no
ChangesAssociations=yes
ChangesEnvironment=yes
; What is the user's own is touched when it is theirs alone, or left over of theirs: see [Registry].
UsedUserAreasWarning=no
UninstallDisplayIcon={app}\{#Program}
UninstallDisplayName={#Name}
SourceDir={#SourcePath}\..\..
OutputDir=dist
OutputBaseFilename={#Name}-{#Version}-windows-x64
SetupIconFile=packaging\icons\backline.ico
ShowLanguageDialog=auto
WizardStyle=modern
WizardImageFile=packaging\icons\banner.bmp
WizardSmallImageFile=packaging\icons\corner.bmp
Compression=lzma2
SolidCompression=yes
#ifdef Sign
SignTool=sign
SignedUninstaller=yes
#endif

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"

[CustomMessages]
en.PathTask=Command &line: `backline` in every new terminal
de.PathTask=&Kommandozeile: `backline` in jedem neuen Terminal
en.OpenTask=&Offer Backline under "Open with" for sound files and videos
de.OpenTask=Backline unter "Ö&ffnen mit" für Tondateien und Videos anbieten
en.FirewallTask=Let phones in: a &firewall rule for private networks
de.FirewallTask=Handys hereinlassen: eine &Firewall-Regel für private Netzwerke
en.Song=Song
de.Song=Lied
en.DeleteData=Delete your songs, results and settings too?%n%n%1%n%nWhoever installs Backline again finds them if they stay. A data folder that you moved elsewhere always stays.
de.DeleteData=Auch Lieder, Ergebnisse und Einstellungen löschen?%n%n%1%n%nBleiben sie, findet ein neu installiertes Backline sie wieder. Ein Datenordner, der verschoben wurde, bleibt immer.
en.DataLeft=Some files in %1 could not be deleted. Delete the folder yourself when no program uses it.
de.DataLeft=Einige Dateien in %1 ließen sich nicht löschen. Der Ordner lässt sich von Hand löschen, sobald ihn kein Programm mehr benutzt.

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked
Name: "openwith"; Description: "{cm:OpenTask}"
Name: "path"; Description: "{cm:PathTask}"
Name: "firewall"; Description: "{cm:FirewallTask}"; Check: IsAdminInstallMode

[InstallDelete]
; What an older version had, and a newer one has no more.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
#ifdef Sign
Source: "{#Bundle}\*.exe"; DestDir: "{app}"; Flags: ignoreversion signonce
#else
Source: "{#Bundle}\*.exe"; DestDir: "{app}"; Flags: ignoreversion
#endif
Source: "{#Bundle}\_internal\*"; DestDir: "{app}\_internal"; Flags: ignoreversion recursesubdirs createallsubdirs
Source: "{#Bundle}\THIRD-PARTY-LICENCES.txt"; DestDir: "{app}"; Flags: ignoreversion
Source: "{#Bundle}\backline.cdx.json"; DestDir: "{app}"; Flags: ignoreversion
Source: "packaging\windows\backline.cmd"; DestDir: "{app}\bin"; Flags: ignoreversion
Source: "LICENSE"; DestDir: "{app}"; DestName: "LICENSE.txt"; Flags: ignoreversion

[Icons]
; With "open", a song may be dropped on them.
Name: "{autoprograms}\{#Name}"; Filename: "{app}\{#Program}"; Parameters: "open"
Name: "{autodesktop}\{#Name}"; Filename: "{app}\{#Program}"; Parameters: "open"; Tasks: desktopicon

[Registry]
Root: HKA; Subkey: "Software\Classes\Backline.Song"; ValueType: string; ValueName: ""; ValueData: "{cm:Song}"; Flags: uninsdeletekey; Tasks: openwith
Root: HKA; Subkey: "Software\Classes\Backline.Song\DefaultIcon"; ValueType: string; ValueName: ""; ValueData: "{app}\{#Program},0"; Tasks: openwith
Root: HKA; Subkey: "Software\Classes\Backline.Song\shell\open"; ValueType: string; ValueName: "FriendlyAppName"; ValueData: "{#Name}"; Tasks: openwith
Root: HKA; Subkey: "Software\Classes\Backline.Song\shell\open\command"; ValueType: string; ValueName: ""; ValueData: """{app}\{#Program}"" open ""%1"""; Tasks: openwith
Root: HKA; Subkey: "Software\Classes\Applications\{#Program}"; ValueType: string; ValueName: "FriendlyAppName"; ValueData: "{#Name}"; Flags: uninsdeletekey; Tasks: openwith
Root: HKA; Subkey: "Software\Classes\Applications\{#Program}\shell\open\command"; ValueType: string; ValueName: ""; ValueData: """{app}\{#Program}"" open ""%1"""; Tasks: openwith
; The start at login, which the program itself turns on, ends with it.
Root: HKCU; Subkey: "Software\Microsoft\Windows\CurrentVersion\Run"; ValueType: none; ValueName: "{#Name}"; Flags: dontcreatekey uninsdeletevalue
#include Associations

[Run]
Filename: "{sys}\netsh.exe"; Parameters: "advfirewall firewall delete rule name=""{#Name}"" program=""{app}\{#Program}"""; Flags: runhidden; Tasks: firewall
Filename: "{sys}\netsh.exe"; Parameters: "advfirewall firewall add rule name=""{#Name}"" dir=in action=allow profile=private program=""{app}\{#Program}"" protocol=TCP localport={#Ports}"; Flags: runhidden; Tasks: firewall
Filename: "{sys}\netsh.exe"; Parameters: "advfirewall firewall add rule name=""{#Name}"" dir=in action=allow profile=private program=""{app}\{#Program}"" protocol=UDP localport=5353"; Flags: runhidden; Tasks: firewall
Filename: "{sys}\netsh.exe"; Parameters: "advfirewall firewall delete rule name=""{#Name}"" program=""{app}\{#Console}"""; Flags: runhidden; Tasks: firewall
Filename: "{sys}\netsh.exe"; Parameters: "advfirewall firewall add rule name=""{#Name}"" dir=in action=allow profile=private program=""{app}\{#Console}"" protocol=TCP localport={#Ports}"; Flags: runhidden; Tasks: firewall
Filename: "{sys}\netsh.exe"; Parameters: "advfirewall firewall add rule name=""{#Name}"" dir=in action=allow profile=private program=""{app}\{#Console}"" protocol=UDP localport=5353"; Flags: runhidden; Tasks: firewall
Filename: "{app}\{#Program}"; Description: "{cm:LaunchProgram,{#Name}}"; Flags: postinstall nowait skipifsilent

[UninstallRun]
Filename: "{sys}\netsh.exe"; Parameters: "advfirewall firewall delete rule name=""{#Name}"" program=""{app}\{#Program}"""; Flags: runhidden; Check: IsAdminInstallMode; RunOnceId: "Firewall{#Program}"
Filename: "{sys}\netsh.exe"; Parameters: "advfirewall firewall delete rule name=""{#Name}"" program=""{app}\{#Console}"""; Flags: runhidden; Check: IsAdminInstallMode; RunOnceId: "Firewall{#Console}"

[UninstallDelete]
Type: dirifempty; Name: "{app}"

[Code]
{ The folders that are looked through for programs, of all users or of this one. }
function PathRoot: Integer;
begin
  if IsAdminInstallMode then Result := HKLM else Result := HKCU;
end;

function PathKey: String;
begin
  if IsAdminInstallMode then
    Result := 'System\CurrentControlSet\Control\Session Manager\Environment'
  else
    Result := 'Environment';
end;

function Bin: String;
begin
  Result := ExpandConstant('{app}\bin');
end;

{ The folders without ours; nothing else of them changes. }
function WithoutBin(Folders: String): String;
begin
  Result := ';' + Folders + ';';
  StringChangeEx(Result, ';' + Bin + ';', ';', True);
  Result := Copy(Result, 2, Length(Result) - 2);
end;

procedure SetPath(WithBin: Boolean);
var
  Before, After: String;
begin
  if not RegQueryStringValue(PathRoot, PathKey, 'Path', Before) then
    Before := '';
  After := WithoutBin(Before);
  if WithBin and (After <> '') then
    After := After + ';' + Bin
  else if WithBin then
    After := Bin;
  if After <> Before then
    RegWriteExpandStringValue(PathRoot, PathKey, 'Path', After);
end;

{ By force: asked kindly, Backline would go on in the tray. A song in work goes on at the next start. }
procedure EndPrograms;
var
  Code: Integer;
begin
  Exec(ExpandConstant('{sys}\taskkill.exe'), '/f /im {#Program} /im {#Console}', '', SW_HIDE, ewWaitUntilTerminated, Code);
end;

procedure CurStepChanged(Step: TSetupStep);
begin
  { What is not this user's, or has no window, was not asked to close. }
  if Step = ssInstall then
    EndPrograms;
  if Step = ssPostInstall then
    SetPath(WizardIsTaskSelected('path'));
end;

{ Songs, results and settings of who uninstalls it: where platformdirs has them on Windows. }
procedure OfferToDeleteData;
var
  Folder: String;
begin
  Folder := ExpandConstant('{localappdata}\backline');
  if UninstallSilent or not DirExists(Folder) then
    Exit;
  if MsgBox(FmtMessage(CustomMessage('DeleteData'), [Folder]), mbConfirmation, MB_YESNO or MB_DEFBUTTON2) <> IDYES then
    Exit;
  if not DelTree(Folder, True, True, True) then
    MsgBox(FmtMessage(CustomMessage('DataLeft'), [Folder]), mbError, MB_OK);
end;

procedure CurUninstallStepChanged(Step: TUninstallStep);
begin
  if Step = usUninstall then
  begin
    EndPrograms;
    SetPath(False);
  end;
  if Step = usPostUninstall then
    OfferToDeleteData;
end;
