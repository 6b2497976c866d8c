"""Scripts that make parts of the repository; no part of the package."""
