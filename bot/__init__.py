"""What starts everything? Settings, wiring, timetable, command line."""
