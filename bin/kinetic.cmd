@echo off
rem Runs the command line of Kinetic. VS Code names the program that can run it; without VS Code it is the Node on the PATH.
setlocal EnableExtensions DisableDelayedExpansion
rem A variable with this name would hide the exit code of the program.
set "ERRORLEVEL="
rem A program in the current folder that is named node does not run instead of the one on the PATH.
set "NoDefaultCurrentDirectoryInExePath=1"
call :locate
if exist "%KINETIC_NODE%" (set "ELECTRON_RUN_AS_NODE=1") else (set "KINETIC_NODE=node")
"%KINETIC_NODE%" "%KINETIC_BIN%..\dist\kinetic.js" %*
exit /b %ERRORLEVEL%

rem Outside of a subroutine, the folder is the current one if the command was found on the PATH and typed in quotes.
:locate
set "KINETIC_BIN=%~dp0"
exit /b 0
