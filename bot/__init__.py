"""What starts everything: settings, wiring, timetable, command line."""
