"""The law outside our pages: on paper, as a Word document, in the formats that machines read, and as a citation."""
