"""Where the sample letters lie: written for this project, with the facts of the circulars they are modelled on."""

from pathlib import Path

LETTERS = Path(__file__).parent / "letters"
