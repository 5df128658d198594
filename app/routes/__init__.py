"""The routes, one class a subject; each holds the service that it calls and a router to be included."""
