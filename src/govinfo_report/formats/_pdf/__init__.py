"""What a PDF shows, from glyphs and strokes to lines, cells and tables; the door is `pdf.read`."""
