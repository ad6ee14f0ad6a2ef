-- Which sales channels are marketplaces of the kind the law can make the supplier. A channel nobody told about is the company's own.
CREATE TABLE tax_channels (
    channel {text} PRIMARY KEY,
    marketplace {int} NOT NULL CHECK (marketplace IN (0, 1))
){clustered};
