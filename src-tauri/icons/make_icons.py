"""Draws the program's icon and writes icon.png, icon.ico and icon.icns beside this file. Needs Pillow."""
from pathlib import Path

from PIL import Image, ImageDraw

here = Path(__file__).parent
size = 1024
image = Image.new("RGBA", (size, size), (0, 0, 0, 0))
draw = ImageDraw.Draw(image)
draw.rounded_rectangle((40, 40, 984, 984), radius=200, fill=(20, 82, 124, 255))
# A balance: a beam on a post, one pan higher than the other by a hair, levelled by the dot between them.
draw.rectangle((492, 300, 532, 760), fill="white")
draw.rounded_rectangle((220, 300, 804, 348), radius=24, fill="white")
draw.rounded_rectangle((340, 744, 684, 792), radius=24, fill="white")
for left in (150, 614):
    draw.pieslice((left, 400, left + 260, 660), 0, 180, fill="white")
    draw.line(((left + 130, 330), (left + 20, 530)), fill="white", width=16)
    draw.line(((left + 130, 330), (left + 240, 530)), fill="white", width=16)
draw.ellipse((472, 230, 552, 310), fill=(244, 180, 60, 255))
image.resize((512, 512), Image.LANCZOS).save(here / "icon.png")
image.save(here / "icon.ico", sizes=[(16, 16), (32, 32), (48, 48), (256, 256)])
image.save(here / "icon.icns")
