package relay

import (
	_ "embed"
	"encoding/base64"
	"net/http"
	"strings"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/relay/postback"
	"linkledger/internal/relayapi"
)

// tagScript is what pages of a shop load. It keeps the click id that came with
// a landing page, and reports the sale.
//
//go:embed tag.js
var tagScript string

// pixelImage is a transparent GIF of one pixel.
var pixelImage = func() []byte {
	image, err := base64.StdEncoding.DecodeString("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
	if err != nil {
		panic(err) // it is a constant
	}
	return image
}()

// takesPages reports whether pages of the shop may report sales.
func (o *offerNow) takesPages() bool {
	return o.Protocol == relayapi.JsPostback || o.Protocol == relayapi.ImagePixel
}

// tag answers GET /tag/{token}.js.
func (r *Relay) tag(w http.ResponseWriter, req *http.Request) {
	name, isScript := strings.CutSuffix(req.PathValue("file"), ".js")
	shown, ok := r.directory.token(name)
	if !isScript || !ok || shown.purpose != tagToken || !shown.offer.now().takesPages() {
		r.unknownCode(w, req)
		return
	}
	forPages(w)
	w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	w.Header().Set("Cache-Control", "public, max-age=3600")
	_, _ = w.Write([]byte(tagScript)) // a caller that hung up loads it again
}

// pixel answers /pixel/{token}: GET with an image, POST for the script.
func (r *Relay) pixel(w http.ResponseWriter, req *http.Request) {
	forPages(w)
	if req.Method == http.MethodOptions {
		w.Header().Set("Access-Control-Allow-Methods", "GET, POST")
		w.Header().Set("Access-Control-Allow-Headers", "Content-Type")
		w.WriteHeader(http.StatusNoContent)
		return
	}
	d, token := door{browser: true, answer: reply}, req.PathValue("token")
	if req.Method == http.MethodGet {
		d.answer = replyImage
	}
	retry, ok := r.within(r.limits.pages, req)
	if ok {
		retry, ok = r.limits.tags.take(HashToken(token), time.Now())
	}
	if !ok {
		r.metrics.postbacks.WithLabelValues("limited").Inc()
		r.metrics.limited.WithLabelValues("pages").Inc()
		retryAfter(w, retry)
		d.answer(w, http.StatusTooManyRequests, postback.Failure("too many reports from pages: wait a moment"))
		return
	}
	r.postback(w, req, "/pixel/"+postback.ShortToken(token), token, d)
}

// forPages lets pages of any site load an answer: a report says nothing that a
// visitor must not see.
func forPages(w http.ResponseWriter) {
	w.Header().Set("Access-Control-Allow-Origin", "*")
	w.Header().Set("Cross-Origin-Resource-Policy", "cross-origin")
	w.Header().Set("X-Content-Type-Options", "nosniff")
}

// replyImage shows the same image whatever became of the report: the page is a
// shopper's. The status and the list of calls say it.
func replyImage(w http.ResponseWriter, status int, _ string) {
	w.Header().Set("Content-Type", "image/gif")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(pixelImage)
}

// readPage takes the report out of a page's call. It may say that a click
// bought an order, and for how much; what a network pays is not a page's to say.
func readPage(params postback.Params, unread error) (report postback.Report, err error) {
	if unread != nil {
		return report, refusal{http.StatusBadRequest, unread.Error()}
	}
	rules, err := postback.NewRules(affiliate.PresetCJ, nil)
	if err != nil {
		return report, err
	}
	said := postback.Params{}
	for _, name := range []string{"click_id", "transaction_id", "order_id", "amount", "currency"} {
		if value := params[name]; value != "" {
			said[name] = value
		}
	}
	report, err = rules.Read(said)
	switch {
	case err != nil:
		return report, refusal{http.StatusBadRequest, err.Error()}
	case report.OrderID == "":
		return report, refusal{http.StatusBadRequest, "the order id is missing: a page may be loaded twice"}
	}
	return report, nil
}
