INSERT INTO ledger_accounts (code, entity, kind, names, created_at) VALUES
    ('goods_received_not_invoiced', NULL, 'liability', '{"en":"Goods received, not invoiced","zh":"暂估应付账款","ar":"بضائع مستلمة غير مفوترة"}', 0),
    ('stock_differences', NULL, 'expense', '{"en":"Stock differences","zh":"存货盘点损益","ar":"فروق الجرد"}', 0),
    ('intercompany', NULL, 'asset', '{"en":"Between own companies","zh":"内部往来","ar":"بين الشركات الشقيقة"}', 0);
