"""From files to statutes: ``files`` reads text, ``markdown`` takes it apart, ``services.import_statute`` keeps it."""
