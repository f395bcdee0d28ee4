package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"time"

	"linkledger/app/desktop"
	"linkledger/internal/relayapi"
)

// traffic is what shoppers, networks, devices and strangers send.
func (c *canary) traffic(ctx context.Context, p *process) error {
	l, err := dial(p.public)
	if err != nil {
		return err
	}
	defer l.Close()
	id, err := c.clicks(l)
	if err != nil {
		return err
	}
	if err := c.postbacks(l, id); err != nil {
		return err
	}
	if err := c.devices(ctx, l, p); err != nil {
		return err
	}
	// All of it is in the database when the clicks are in the log.
	api, err := p.device(c.site.devices[0])
	if err != nil {
		return err
	}
	b := newBook()
	for end := time.Now().Add(patience); b.clicks[c.site.links[0].Number] < int64(len(c.planted.addresses)); {
		if err := b.pull(ctx, api); err != nil {
			return err
		}
		if time.Now().After(end) {
			return errors.New("the clicks do not come into the log")
		}
		time.Sleep(20 * time.Millisecond)
	}
	return nil
}

// clicks come from each address, by each header that may carry one.
func (c *canary) clicks(l *conn) (id string, err error) {
	for _, address := range c.planted.addresses {
		if id, err = c.site.visit(l, 0, "X-Forwarded-For", "203.0.113.9, "+address, "X-Real-IP", address, "Forwarded", "for="+address, "True-Client-IP", address,
			"Referer", "https://www.instagram.com/"+c.planted.name+"?e="+url.QueryEscape(c.planted.email), "Cookie", "session="+c.planted.secret); err != nil {
			return "", err
		}
		host := address
		if address[4] == ':' {
			host = "[" + address + "]"
		}
		if id, err = c.site.visit(l, 1, "X-Forwarded-For", address, "Referer", "https://"+host+"/x", "Authorization", "Bearer "+c.planted.secret); err != nil {
			return "", err
		}
	}
	for _, text := range []string{c.planted.email, c.planted.name, c.planted.secret, c.planted.addresses[0]} {
		if _, err := l.get("/" + c.site.links[1].Code + "?source=" + url.QueryEscape(text) + "&u=" + url.QueryEscape(text)); err != nil {
			return "", err
		}
		if _, err := l.get("/" + url.PathEscape(text)); err != nil {
			return "", err
		}
	}
	return id, nil
}

func (s *site) visit(l *conn, link int, headers ...string) (string, error) {
	return l.click(s.links[link].Code, headers...)
}

// postbacks are right ones and wrong ones, with tokens and shoppers' addresses
// wherever a network may put them.
func (c *canary) postbacks(l *conn, id string) error {
	token, wrong := postbackToken, c.planted.secret
	get := func(path string) error { _, err := l.get(path); return err }
	post := func(path, media, body string) error { _, err := l.post(path, media, body); return err }
	var errs []error
	for i, address := range c.planted.addresses {
		a := url.QueryEscape(address)
		sold := fmt.Sprintf("transaction_id=%s&order_id=o%d&sale_amount=12.50", id, i)
		errs = append(errs,
			get("/postback/"+token+"?"+sold+"&session_ip="+a),
			get("/postback/"+token+"?"+sold+"x&aff_sub2="+a),
			get("/postback/"+token+"?"+sold+"y&sub="+url.QueryEscape("["+address+"]:443")),
			get("/postback/"+token+"?"+sold+"z&sub="+url.QueryEscape(address+", 10.1.2.3")+"&ref="+url.QueryEscape("https://shop.example/?ip="+address)),
			get("/postback/"+token+"?transaction_id="+id+"&sale_amount="+a),
			get("/postback/"+token+"?transaction_id="+a+"&sale_amount=1"),
			get("/postback/"+token+"?transaction_id="+id+"&sale_amount=1&currency="+a),
			get("/postback/"+token+"?transaction_id="+id+"&sale_amount=1&kind="+a),
			get("/postback/"+wrong+"?transaction_id="+id+"&sale_amount=1&ip="+a),
			get("/aff_lsr?security_token="+wrong+"&transaction_id="+id+"&amount=1&ip="+a),
			get("/aff_lsr?security_token="+token+"&transaction_id="+id+"&amount=1&ip="+a+"&signature="+wrong),
			get("/aff_lsr?security%5Ftoken="+token+"&transaction_id=bad-"+token+"&amount=1"),
			post("/postback/"+token, "application/json", `{"sid":"`+id+`","amount":"7","user":{"ip":"`+address+`"},"client_ip":"`+address+`"}`),
			post("/postback/"+token, "application/json", `{"sid":"`+id+`","amount":"7","client_ip":"`+address+`","security_token":"`+wrong+`" broken`),
			post("/postback/"+token, "application/json", `[{"ip":"`+address+`","note":"from `+address+`"}]`),
			post("/postback/"+token, "application/x-www-form-urlencoded", sold+"w&ip="+a+"&password="+wrong),
			post("/postback/"+token, "text/plain", "a shopper at "+address+", who called twice"),
		)
	}
	return errors.Join(errs...)
}

// devices are a stranger with a made-up token, and the application with what a
// brand knows of its members.
func (c *canary) devices(ctx context.Context, l *conn, p *process) error {
	if _, err := l.get("/v1/workspace", "Authorization", "Bearer "+relayapi.TokenPrefix+c.planted.secret); err != nil {
		return err
	}
	if _, err := l.post("/v1/log", "application/json", `{"epoch":"`+c.planted.secret+`","entries":[{"id":"`+c.planted.name+`"}]}`,
		"Authorization", "Bearer "+c.site.devices[0].Token); err != nil {
		return err
	}
	app, err := desktop.Open(ctx, desktop.Options{Dir: filepath.Join(c.run.dir, fmt.Sprintf("desktop-%d", c.round)), Manual: true, Passphrase: c.planted.secret})
	if err != nil {
		return err
	}
	defer app.Close()
	if _, err := app.Workspace.CreateProfile("Hearth & Wool"); err != nil {
		return err
	}
	line := c.site.devices[1]
	line.RelayURL = "http://" + p.public
	if _, err := app.Workspace.Connect(desktop.ConnectForm{Connection: line.String()}); err != nil {
		return err
	}
	key, err := app.Devices.RecoveryKey()
	if err != nil {
		return err
	}
	if key.Key == "" {
		return errors.New("the application that started the workspace has no recovery key to look for")
	}
	c.planted.add("the recovery key", key.Key)
	if _, err := app.Members.Save(desktop.MemberForm{Name: c.planted.name, Email: c.planted.email, Handle: "@" + c.planted.handle, Group: c.planted.group, Payee: c.planted.payee}); err != nil {
		return err
	}
	return app.Sync(ctx)
}
