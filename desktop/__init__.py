"""The Qt application. app.py is the only place where its parts are made and handed on; start reading there."""
