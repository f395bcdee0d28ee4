package main

import (
	"context"
	"errors"
	"fmt"

	"linkledger/internal/affiliate"
	"linkledger/internal/relay"
	"linkledger/internal/relayapi"
)

const (
	offerID       = "offeraaaaaaaaaaa"
	memberID      = "memberaaaaaaaaaa"
	actorID       = "actoraaaaaaaaaaa"
	postbackToken = "campaign-postback-token-0123456789abcdef"
	clickParam    = "sid"
	person        = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1"
)

// site is a relay's data folder with one programme in it: an offer, links of
// it, and devices. It is stopped, so that it can be copied.
type site struct {
	program
	devices []relayapi.Connection
	links   []relayapi.PublicLink
	keys    affiliate.ClickKeys
	epoch   string
}

// newSite makes one in the program's folder.
func newSite(ctx context.Context, p program, devices, links int) (*site, error) {
	s := &site{program: p}
	workspace, err := s.command(ctx, "workspace", "create", "--time-zone", "Europe/Berlin", "--link-base", "https://go.test.example")
	if err != nil {
		return nil, err
	}
	for i := range devices {
		line, err := s.command(ctx, "device", "add", "--workspace", workspace, "--name", fmt.Sprintf("Device %d", i+1))
		if err != nil {
			return nil, err
		}
		connection, err := relayapi.ParseConnection(line)
		if err != nil {
			return nil, err
		}
		s.devices = append(s.devices, connection)
	}
	relay, err := s.serve(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.publish(ctx, relay, links); err != nil {
		return nil, errors.Join(err, relay.kill())
	}
	return s, relay.stop()
}

// serveSite makes a site and starts its relay, which the caller kills.
func serveSite(ctx context.Context, r *run, devices, links int) (*site, *process, error) {
	s, err := newSite(ctx, r.program("site"), devices, links)
	if err != nil {
		return nil, nil, err
	}
	p, err := s.serve(ctx)
	return s, p, err
}

// publish puts the offer and its links, as a device does.
func (s *site) publish(ctx context.Context, p *process, links int) error {
	api, err := p.device(s.devices[0])
	if err != nil {
		return err
	}
	workspace, err := api.Workspace(ctx)
	if err != nil {
		return err
	}
	s.epoch = workspace.Epoch
	for _, k := range workspace.ClickKeys {
		s.keys[k.Index] = k.Key
	}
	block, err := api.Reserve(ctx, links)
	if err != nil {
		return err
	}
	for i, code := range block.Codes {
		s.links = append(s.links, relayapi.PublicLink{
			Number: block.FirstNumber + int64(i), Code: code, OfferID: offerID, MemberID: memberID, Status: relayapi.PublicLinkStatusActive,
		})
	}
	_, err = api.Push(ctx, relayapi.Push{Epoch: s.epoch, Entries: []relayapi.NewEntry{}, Links: s.links, Offers: []relayapi.PublicOffer{{
		ID: offerID, Status: relayapi.PublicOfferStatusActive, Preset: "cj", Currency: "USD",
		Destination:         "https://www.cj.example/click-1-2?" + clickParam + "={click_id}",
		PostbackTokenHashes: []string{relay.HashToken(postbackToken)},
	}}})
	return err
}

// clickKey is the index of the key that signs now.
func (s *site) clickKey() int {
	newest := 0
	for i, key := range s.keys {
		if len(key) > 0 {
			newest = i
		}
	}
	return newest
}
