package desktop

import (
	"context"
	"io"

	"linkledger/internal/affiliate"
	"linkledger/internal/handout"
	"linkledger/internal/qr"
)

// qrWidth of a saved PNG file, in pixels: enough for a poster.
const qrWidth = 1200

// QRCode is the QR code of a link, as SVG.
func (l *Links) QRCode(form QRForm) (string, error) {
	return do(l.app, func(s *session) (string, error) {
		code, _, err := s.qrCode(context.Background(), form)
		if err != nil {
			return "", err
		}
		return string(code.SVG()), nil
	})
}

// SaveQRCode saves it as a file.
func (l *Links) SaveQRCode(form QRForm) (ExportedFile, error) {
	return do(l.app, func(s *session) (ExportedFile, error) {
		ctx := context.Background()
		if form.Format != "svg" && form.Format != "png" {
			return ExportedFile{}, field("format", "Choose SVG or PNG.")
		}
		code, link, err := s.qrCode(ctx, form)
		if err != nil {
			return ExportedFile{}, err
		}
		row, err := s.linkRow(ctx, link.ID)
		if err != nil {
			return ExportedFile{}, err
		}
		return s.export(handout.CodeFile(row.MemberName, row.OfferName, "."+form.Format), func(w io.Writer) (int, error) {
			if form.Format == "png" {
				return 1, code.PNG(w, qrWidth)
			}
			_, err := w.Write(code.SVG())
			return 1, err
		})
	})
}

func (s *session) qrCode(ctx context.Context, form QRForm) (qr.Code, affiliate.Link, error) {
	link, err := s.store.Link(ctx, affiliate.LinkID(form.ID))
	if err != nil {
		return qr.Code{}, link, err
	}
	path := link.Code
	if form.Slug {
		path = link.Path()
	}
	code, err := qr.Of(s.linkBase() + path)
	return code, link, err
}
