"""One folder per workspace: view.py draws, model.py holds what is shown, controller.py joins them to the domain."""
