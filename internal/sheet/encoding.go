package sheet

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"linkledger/internal/affiliate"
)

// Encodings, as Table.Encoding says them.
const (
	utf8Text    = "UTF-8"
	utf16Text   = "UTF-16"
	windowsText = "Windows-1252"
)

// decode turns a file into UTF-8: by its byte order mark, else by what its bytes
// can be. Windows-1252 is what Excel saves where it is not asked for UTF-8.
func decode(raw []byte) ([]byte, string, error) {
	switch {
	case bytes.HasPrefix(raw, []byte("PK\x03\x04")), bytes.HasPrefix(raw, []byte{0xd0, 0xcf, 0x11, 0xe0}):
		return nil, "", affiliate.Errorf(affiliate.Invalid, "This is an Excel workbook, not a CSV file.").
			WithHint("Open it, save it as CSV, and choose that file.")
	case bytes.HasPrefix(raw, []byte{0xef, 0xbb, 0xbf}):
		raw = raw[3:]
	case bytes.HasPrefix(raw, []byte{0xff, 0xfe}):
		return transform(raw, unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM), utf16Text)
	case bytes.HasPrefix(raw, []byte{0xfe, 0xff}):
		return transform(raw, unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM), utf16Text)
	}
	if order, is := unmarked16(raw); is {
		return transform(raw, unicode.UTF16(order, unicode.IgnoreBOM), utf16Text)
	}
	if bytes.IndexByte(raw, 0) >= 0 {
		return nil, "", errNoText
	}
	if utf8.Valid(raw) {
		return raw, utf8Text, nil
	}
	return transform(raw, charmap.Windows1252, windowsText)
}

var errNoText = affiliate.Errorf(affiliate.Invalid, "This is not a text file.").WithHint("Export the list as CSV and choose that file.")

func transform(raw []byte, from encoding.Encoding, name string) ([]byte, string, error) {
	text, err := from.NewDecoder().Bytes(raw)
	if err != nil || bytes.IndexByte(text, 0) >= 0 {
		return nil, "", errNoText
	}
	return text, name, nil
}

// unmarked16 recognizes UTF-16 without a mark by its first characters, of which
// a row of names has hardly any beyond Latin letters.
func unmarked16(raw []byte) (unicode.Endianness, bool) {
	head := raw[:min(len(raw), 64)&^1]
	var even, odd int
	for i, b := range head {
		if b == 0 && i%2 == 0 {
			even++
		} else if b == 0 {
			odd++
		}
	}
	most := len(head) * 2 / 5
	switch {
	case len(head) >= 4 && odd > most && even == 0:
		return unicode.LittleEndian, true
	case len(head) >= 4 && even > most && odd == 0:
		return unicode.BigEndian, true
	}
	return unicode.LittleEndian, false
}
