// Package qr draws QR codes of links, as SVG for print and PNG for screens: error
// correction M, with the quiet zone of ISO/IEC 18004 around. The library makes
// the modules.
//
// It must not know what the links are, nor where the pictures go.
package qr

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/qr"
)

// quiet is how many light modules are left free at each side (ISO/IEC 18004,
// quiet zone): scanners don't find a code without them.
const quiet = 4

// Code is a QR code.
type Code struct{ modules barcode.Barcode }

// Of makes the code of a text. One of more than 2,331 bytes fits into none.
func Of(text string) (Code, error) {
	modules, err := qr.Encode(text, qr.M, qr.Unicode) // bytes, which every scanner reads
	if err != nil {
		return Code{}, fmt.Errorf("make a QR code of %d characters: %w", len(text), err)
	}
	return Code{modules}, nil
}

// side is how many modules wide it is, with the quiet zone.
func (c Code) side() int { return c.modules.Bounds().Dx() + 2*quiet }

func (c Code) dark(x, y int) bool {
	x, y = x-quiet, y-quiet
	if !(image.Point{X: x, Y: y}).In(c.modules.Bounds()) {
		return false
	}
	gray := color.GrayModel.Convert(c.modules.At(x, y)).(color.Gray)
	return gray.Y < 128
}

// SVG is the code as a picture without a size of its own: a module is a unit.
func (c Code) SVG() []byte {
	var b bytes.Buffer
	side := c.side()
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" shape-rendering="crispEdges">`+
		`<path fill="#fff" d="M0 0h%dv%dH0z"/><path fill="#000" d="`, side, side, side, side)
	for y := range side {
		for x := 0; x < side; x++ {
			from := x
			for x < side && c.dark(x, y) {
				x++
			}
			if x > from {
				fmt.Fprintf(&b, "M%d %dh%dv1h-%dz", from, y, x-from, x-from)
			}
		}
	}
	b.WriteString(`"/></svg>`)
	return b.Bytes()
}

// PNG writes the code in black and white, at least so many pixels wide.
func (c Code) PNG(w io.Writer, width int) error {
	side := c.side()
	scale := max(1, (width+side-1)/side)
	picture := image.NewPaletted(image.Rect(0, 0, side*scale, side*scale), color.Palette{color.White, color.Black})
	for y := range side * scale {
		for x := range side * scale {
			if c.dark(x/scale, y/scale) {
				picture.SetColorIndex(x, y, 1)
			}
		}
	}
	return png.Encode(w, picture)
}
