package qr_test

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"linkledger/internal/qr"
)

// scan reads a picture with another library than the one that drew it.
func scan(t *testing.T, picture image.Image) (text, correction string) {
	t.Helper()
	bitmap, err := gozxing.NewBinaryBitmapFromImage(picture)
	if err != nil {
		t.Fatal(err)
	}
	read, err := qrcode.NewQRCodeReader().Decode(bitmap, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_PURE_BARCODE: true})
	if err != nil {
		t.Fatal(err)
	}
	return read.GetText(), fmt.Sprint(read.GetResultMetadata()[gozxing.ResultMetadataType_ERROR_CORRECTION_LEVEL])
}

func TestScannersReadIt(t *testing.T) {
	for _, text := range []string{
		"https://go.northwind.example/k7Q2mX4p", "http://127.0.0.1:8080/ana-oliveira", "https://go.northwind.example/" + strings.Repeat("a", 64),
		"https://go.example/ana?x=1&y=%20#z", "x",
	} {
		code, err := qr.Of(text)
		if err != nil {
			t.Fatal(err)
		}
		var file bytes.Buffer
		if err := code.PNG(&file, 600); err != nil {
			t.Fatal(err)
		}
		picture, err := png.Decode(&file)
		if err != nil || picture.Bounds().Dx() < 600 || picture.Bounds().Dx() != picture.Bounds().Dy() {
			t.Fatalf("%s: %v, %v", text, picture.Bounds(), err)
		}
		if read, correction := scan(t, picture); read != text || correction != "M" {
			t.Errorf("%q reads %q with correction %s", text, read, correction)
		}
		drawn, free := draw(t, code.SVG())
		if read, _ := scan(t, drawn); read != text {
			t.Errorf("the SVG of %q reads %q", text, read)
		}
		if free != 4 {
			t.Errorf("%q leaves %d modules free around it", text, free)
		}
	}
}

// draw paints an SVG of ours, eight pixels a module, and tells how many modules
// are free at its edges.
func draw(t *testing.T, svg []byte) (picture image.Image, free int) {
	t.Helper()
	var file struct {
		ViewBox string `xml:"viewBox,attr"`
		Paths   []struct {
			Fill string `xml:"fill,attr"`
			D    string `xml:"d,attr"`
		} `xml:"path"`
	}
	if err := xml.Unmarshal(svg, &file); err != nil {
		t.Fatal(err)
	}
	var side, again int
	if _, err := fmt.Sscanf(file.ViewBox, "0 0 %d %d", &side, &again); err != nil || len(file.Paths) != 2 || file.Paths[1].Fill != "#000" {
		t.Fatalf("%s: %v", svg, err)
	}
	const scale = 8
	painted := image.NewGray(image.Rect(0, 0, side*scale, side*scale))
	for i := range painted.Pix {
		painted.Pix[i] = 255
	}
	free = side
	for _, run := range strings.Split(strings.Trim(file.Paths[1].D, "Mz"), "zM") {
		var x, y, length, back int
		if _, err := fmt.Sscanf(run, "%d %dh%dv1h-%d", &x, &y, &length, &back); err != nil || back != length {
			t.Fatalf("%q: %v", run, err)
		}
		free = min(free, x, y, side-x-length, side-y-1)
		for py := y * scale; py < (y+1)*scale; py++ {
			for px := x * scale; px < (x+length)*scale; px++ {
				painted.SetGray(px, py, color.Gray{})
			}
		}
	}
	return painted, free
}

func TestTooLong(t *testing.T) {
	if _, err := qr.Of(strings.Repeat("a", 2332)); err == nil {
		t.Error("a text that fits into no code got one")
	}
}
