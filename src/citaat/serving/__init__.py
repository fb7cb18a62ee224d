"""The page and the JSON endpoint: starlette and uvicorn in front, engines in processes of their own behind."""
