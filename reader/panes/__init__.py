"""What the screen shows: attributes come down, messages go up; a pane knows no other."""
