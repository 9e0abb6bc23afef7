"""The parents' widget: loader, frame, plain page and demonstration."""
