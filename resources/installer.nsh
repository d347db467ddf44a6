; War Room is offered under "Open with" for a CSV file, and never made what opens it by default.
!macro customInstall
  WriteRegStr SHELL_CONTEXT "Software\Classes\WarRoom.csv" "" "Price file"
  WriteRegStr SHELL_CONTEXT "Software\Classes\WarRoom.csv\DefaultIcon" "" "$INSTDIR\${APP_EXECUTABLE_FILENAME},0"
  WriteRegStr SHELL_CONTEXT "Software\Classes\WarRoom.csv\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" -- "%1"'
  WriteRegStr SHELL_CONTEXT "Software\Classes\.csv\OpenWithProgids" "WarRoom.csv" ""
  ; Behind -- nothing that a link says is a switch.
  WriteRegStr SHELL_CONTEXT "Software\Classes\war-room" "" "URL:war-room"
  WriteRegStr SHELL_CONTEXT "Software\Classes\war-room" "URL Protocol" ""
  WriteRegStr SHELL_CONTEXT "Software\Classes\war-room\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" -- "%1"'
!macroend

!macro customUnInstall
  DeleteRegValue SHELL_CONTEXT "Software\Classes\.csv\OpenWithProgids" "WarRoom.csv"
  DeleteRegKey SHELL_CONTEXT "Software\Classes\WarRoom.csv"
  DeleteRegKey SHELL_CONTEXT "Software\Classes\war-room"
!macroend
