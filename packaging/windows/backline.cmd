@"%~dp0..\backline-console.exe" %*
