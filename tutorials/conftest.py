"""What nbval runs the lessons in, and what of their outputs it does not compare."""

import nbval.kernel
import nbval.plugin

from teachsne.course.lesson_kernel import Manager

PICTURE = r"data:image/png;base64,[A-Za-z0-9+/=]+"


def no_pictures(notebook):
    """A picture's bytes depend on matplotlib's version; its alt text and caption do not."""
    notebook.sanitize_patterns[PICTURE] = "PICTURE"


nbval.kernel.KernelManager = Manager  # no other kernel can take its channels
nbval.plugin.IPyNbFile.setup_sanitize_files = no_pictures
