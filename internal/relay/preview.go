package relay

import (
	"context"
	"fmt"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// PreviewLinks implements the contract.
func (s server) PreviewLinks(ctx context.Context, req relayapi.PreviewLinksRequestObject) (relayapi.PreviewLinksResponseObject, error) {
	if n := len(req.Body.Numbers); n > maxPushed {
		return nil, invalid(fmt.Sprintf("There are %d links; a preview shows at most %d.", n, maxPushed), "Ask in parts.")
	}
	w, now := callerOf(ctx).workspace, s.clock.Now()
	previews := relayapi.Previews{Links: make([]relayapi.LinkPreview, len(req.Body.Numbers))}
	for i, number := range req.Body.Numbers {
		previews.Links[i] = s.preview(w, number, now)
	}
	return relayapi.PreviewLinks200JSONResponse(previews), nil
}

// preview is where a link leads a visitor now. Nobody has clicked.
func (r *Relay) preview(w *workspace, number int64, now time.Time) relayapi.LinkPreview {
	p := relayapi.LinkPreview{Number: number, State: relayapi.LinkPreviewStateUnknown}
	l, ok := r.links.findNumber(w.ID, number)
	if !ok {
		return p
	}
	c := l.course(now)
	p.Code, p.State = r.links.codeOf(w.ID, number), c.state
	if l.own != nil {
		p.Slug = l.own.slug
	}
	if c.to == nil {
		return p
	}
	values := l.fill(c)
	values.Random = 0 // so that the same link has the same preview
	if c.counts() {
		id, err := w.signer.Mint(affiliate.PreviewParts(w.newest, number))
		if err != nil { // there is a key in every workspace
			r.log.Error("preview: no click id", "workspace", w.ID, "link", number, "error", err)
		}
		values.ClickID = id
	}
	p.Destination = string(c.to.Append(nil, &values))
	return p
}
