package sandbox

import (
	"bytes"
	"embed"
	"html/template"
	"net/http"
)

//go:embed storefront
var storefront embed.FS

// page is what the shop's templates are filled with.
type page struct {
	Title     string
	Brand     string
	Ads       []Ad
	Ad        Ad
	Countries []country
	Order     Order
	Text      string
}

// country is one that the shop offers to choose.
type country struct{ Code, Name string }

// show renders a page of the shop as a whole before the first byte leaves.
func (s *Sandbox) show(w http.ResponseWriter, r *http.Request, status int, name string, p page) {
	p.Brand = advertiserName
	var body bytes.Buffer
	t, err := template.ParseFS(storefront, "storefront/frame.html", "storefront/pictures.html", "storefront/"+name+".html")
	if err == nil {
		err = t.ExecuteTemplate(&body, "frame", p)
	}
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	header := w.Header()
	header.Set("Content-Type", "text/html; charset=utf-8")
	header.Set("Cache-Control", "no-store")
	header.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
	header.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = w.Write(body.Bytes()) // the shopper may have gone
}

// sorry shows a shopper why something didn't work.
func (s *Sandbox) sorry(w http.ResponseWriter, r *http.Request, err error) {
	status := statusOf(err)
	text := err.Error()
	if status == http.StatusInternalServerError {
		s.log.Error("serve the shop", "path", r.URL.Path, "error", err)
	}
	s.show(w, r, status, "sorry", page{Title: "That didn't work", Text: text})
}

func handleStyle(w http.ResponseWriter, r *http.Request) {
	http.ServeFileFS(w, r, storefront, "storefront/style.css")
}
