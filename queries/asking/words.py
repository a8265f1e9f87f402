"""Words that mean the same, for the phrases of all questions, and words that mean nothing there.

Each class is one line of alternatives between bars, Vietnamese first. ``<name>`` inside a line
takes in another class. Case and diacritics do not count. What the marks mean is told in
``queries.asking.phrases``.
"""

from __future__ import annotations

#: Classes of words with one meaning, used in phrases as ``<name>``.
CLASSES: dict[str, str] = {
    "văn bản": (
        "văn bản|văn bản quy phạm pháp luật|vbqppl|vb|nghị định|nđ|nghị quyết|thông tư|quyết định|"
        "chỉ thị|kế hoạch|chương trình|đề án|luật|bộ luật|pháp lệnh|công văn|quy định|hướng dẫn|"
        "quy chế|thông tư liên tịch|hiến pháp|kết luận|document|documents|instrument|instruments|"
        "text|texts|decree|decrees|circular|circulars|law|laws|code|codes|resolution|resolutions|"
        "decision|decisions|directive|directives|plan|plans|regulation|regulations|legislation|"
        "act|acts"
    ),
    "nào": (
        "nào|gì|những gì|cái nào|cái gì|những cái nào|cái j|đâu|ai|<văn bản> nào|<văn bản> gì|"
        "<văn bản>|cái|mấy <văn bản>|bao nhiêu <văn bản>|what|which|who|what <văn bản>|"
        "which <văn bản>|how many <văn bản>|everything|anything|all|whatever|any <văn bản>|"
        "other <văn bản>|<văn bản> khác"
    ),
    "bị": "bị|được|đc|dc",
    "bởi": "bởi|bằng|do|by",
    "be": "is|are|was|were|been|be|being|gets|got",
    "chưa": (
        "chưa|không|ko|k|hay chưa|hay không|rồi|or not|yet|ever|lần nào|mấy lần|bao nhiêu lần|"
        "khi nào|lúc nào|bao giờ|từ khi nào|when"
    ),
    "triển khai": (
        "triển khai|thực hiện|triển khai thực hiện|tổ chức thực hiện|thi hành|tổ chức triển khai|"
        "tổ chức thi hành|hướng dẫn|hướng dẫn thi hành|hướng dẫn thực hiện|hướng dẫn triển khai|"
        "quy định chi tiết|quy định chi tiết thi hành|quy định chi tiết và hướng dẫn thi hành|"
        "chi tiết|chi tiết hóa|cụ thể hóa|implement|implements|implemented|implementing|"
        "implementation|carry out|carries out|carried out|carrying out|execute|executes|executed|"
        "executing|guide|guides|guided|guiding|guidance|detail|details|detailing|detailed|"
        "put into effect|puts into effect"
    ),
    "sửa đổi": (
        "sửa đổi|bổ sung|sửa đổi bổ sung|sửa đổi và bổ sung|sửa|amend|amends|amended|amending|"
        "amendment|amendments|modify|modifies|modified|modifying|modification|modifications|"
        "supplement|supplements|supplemented"
    ),
    "thay thế": (
        "thay thế|thay|thay cho|thay thế cho|thế chỗ|thế cho|kế thừa|replace|replaces|replaced|"
        "replacing|replacement|replacements|supersede|supersedes|superseded|superseding|succeed|"
        "succeeds|succeeded|take the place of|takes the place of|took the place of"
    ),
    "căn cứ": (
        "căn cứ|căn cứ pháp lý|căn cứ ban hành|cơ sở|cơ sở pháp lý|cơ sở ban hành|dựa trên cơ sở|"
        "trên cơ sở|dựa trên|dựa vào|dựa theo"
    ),
    "basis": "basis|bases|legal basis|legal bases|ground|grounds|legal ground|legal grounds",
    "làm căn cứ": (
        "làm căn cứ|làm cơ sở|làm căn cứ pháp lý|làm cơ sở pháp lý|làm căn cứ ban hành|là căn cứ|"
        "là cơ sở|là căn cứ pháp lý|là cơ sở pháp lý|là căn cứ ban hành|là cơ sở ban hành"
    ),
    "based on": (
        "based on|based upon|rest on|rests on|resting on|founded on|issued under|"
        "issued pursuant to|pursuant to|issued on the basis of|on the basis of"
    ),
    "viện dẫn": (
        "viện dẫn|trích dẫn|dẫn chiếu|dẫn|nhắc đến|nhắc tới|nhắc|đề cập|đề cập đến|đề cập tới|"
        "nói đến|nói tới|tham chiếu|cite|cites|cited|citing|citation|citations|mention|mentions|"
        "mentioned|mentioning|refer to|refers to|referred to|referring to|refer|refers|referred|"
        "reference|references|referenced|quote|quotes|quoted|quoting"
    ),
    "hiệu lực": (
        "hiệu lực|có hiệu lực|hiệu lực thi hành|giá trị|giá trị pháp lý|hiệu lực pháp luật|"
        "hiệu lực pháp lý|áp dụng|in force|in effect|valid|effective|applicable|alive|effect|"
        "force|validity"
    ),
    "còn hiệu lực": (
        "còn <hiệu lực>|còn áp dụng|còn dùng|còn dùng được|còn sử dụng|đang <hiệu lực>|"
        "còn có <hiệu lực>|đang có <hiệu lực>|vẫn còn <hiệu lực>|đang áp dụng|in force|"
        "still in force|valid|still valid|living|active|effective|hiện hành|vẫn áp dụng"
    ),
    "hết hiệu lực": (
        "hết <hiệu lực>|<bị> hết <hiệu lực>|mất <hiệu lực>|chấm dứt <hiệu lực>|hết hạn|"
        "không còn <hiệu lực>|<bị> bãi bỏ|<bị> hủy bỏ|bị bỏ|hết hiệu lực thi hành|expired|expire|"
        "expires|ended|end|ends|dead|repealed|abolished|lapsed|obsolete|outdated|"
        "no longer in force|no longer valid|not in force|has ended|out of force|lost effect|ceased"
    ),
    "mất rồi": "<hết hiệu lực>|<bị> thay thế|replaced|superseded",
    "bãi bỏ": (
        "thay đổi|bãi bỏ|việc bãi bỏ|hủy bỏ|bỏ|xóa bỏ|hết <hiệu lực>|chấm dứt <hiệu lực>|"
        "mất <hiệu lực>|<bị> bãi bỏ|<bị> hủy bỏ|thay thế|<bị> thay thế|sửa|sửa đổi|<bị> sửa đổi|"
        "repeal|repeals|repealed|repealing|abolish|abolished|abolishing|abolition|end|ends|ended|"
        "ending|expire|expires|expired|lapses|lapsed|falls|fell|replaced|revoke|revoked|revoking"
    ),
    "ảnh hưởng": (
        "ảnh hưởng|tác động|liên lụy|kéo theo|hệ quả|hậu quả|hết hiệu lực theo|affect|affects|"
        "affected|impact|impacts|impacted|consequence|consequences|effect|effects|break|breaks|"
        "broken|happens|happen|fall|falls"
    ),
    "phụ thuộc": (
        "phụ thuộc|lệ thuộc|depend|depends|depending|dependent|dependents|rely|relies|relying|"
        "dependencies|dependants"
    ),
    "nếu": "nếu|khi|giả sử|trường hợp|lỡ|if|when|should|suppose|in case",
    "liên quan": (
        "liên quan|liên quan gì|quan hệ|mối quan hệ|mối liên hệ|liên hệ|dính dáng|dính líu|"
        "kết nối|nối|liên kết|chuỗi liên kết|đường đi|mối liên quan|gắn|connect|connects|"
        "connected|connection|connections|relate|relates|related|relation|relations|relationship|"
        "link|links|linked|path|tie|ties|tied"
    ),
    "lịch sử": (
        "lịch sử|lược sử|lịch sử hiệu lực|lịch sử thay đổi|lịch sử sửa đổi|quá trình|diễn biến|"
        "vòng đời|dòng thời gian|mốc thời gian|các mốc|sự kiện|tiến trình|trình tự|history|"
        "timeline|life cycle|lifecycle|chronology|evolution|events"
    ),
    "nhiều nhất": (
        "nhiều nhất|hàng đầu|đứng đầu|phổ biến nhất|most|the most|most often|most frequently|top|"
        "commonly|ranking|rank|xếp hạng|bảng xếp hạng"
    ),
    "cùng số": (
        "cùng số|trùng số|trùng|cùng số hiệu|trùng số hiệu|chung số|chung số hiệu|giống số|"
        "same number|share number|share|shares|sharing|mang số|mang số hiệu|có số|có số hiệu|"
        "cũng có số|bear|bears|bearers|bearing|have number|with number|numbered|bear the number|"
        "have the number|share the number|the same number|number"
    ),
    "mấy": (
        "mấy|bao nhiêu|bnhieu|bao nhieu|hai|ba|nhiều|nhiều hơn một|how many|more than one|several|"
        "two"
    ),
    "thay đổi": (
        "thay đổi|biến động|thay đổi gì|khác biệt|khác|mới|cập nhật|so sánh|hiệu lực|hết hiệu lực|"
        "thay thế|sửa đổi|changed|change|changes|new|diff|difference|differences|news|updated|"
        "entered into force|ended|in force|updates|happened|differ|differs"
    ),
}

#: The ways to ask who acts on whom, ``V`` standing for the words of an action. A phrase
#: ``"@acts <sửa đổi>"`` stands for all ways to ask what ``{x}`` amends, ``"@acted <sửa đổi>"`` for
#: all ways to ask what amends it.
FRAMES: dict[str, tuple[str, ...]] = {
    "@acts": (
        "{x} V <nào>",
        "<nào> <bị> {x} V",
        "<nào> [<be>] [<bị>] V <bởi> {x}",
        "<nào> [mà] {x} V",
        "<bởi> {x} <nào> [<be>] V",
    ),
    "@acted": (
        "<nào> V {x}",
        "V {x} [<nào>]",
        "{x} <nào> V",
        "{x} có <nào> V",
        "{x} có V nào",
        "{x} <bị> <nào> V",
        "{x} <bị> V [<chưa>] [<bởi> [<nào>]]",
        "<chưa> {x} <bị> V",
        "{x} V <chưa>",
        "{x} [<be>] V <bởi> [<nào>]",
        "(<be>|has|have) {x} [<be>] V",
        "<nào> <be> {x} V <bởi>",
        "<bởi> <nào> [<be>] {x} V",
    ),
}

#: What it costs to leave a word of the question unexplained, by words. All others cost
#: ``phrases.MEANINGFUL`` where they stand for a class, else ``phrases.UNKNOWN``. Mind that words
#: fall together without their diacritics: "can" is also "căn", "the" is "thế".
COSTS: tuple[tuple[float, str], ...] = (
    # Said out of politeness or habit.
    (
        0.0,
        "xin hỏi tôi em mình anh chị biết với ạ ơi nhé nhỉ vậy giúp hộ dùm giùm ơn vui lòng bạn "
        "ad dạ thưa nha hả liệt kê danh sách tìm xem hiển tra please kindly tell me us show give "
        "list find let know could you want like need do does did hi hello thanks thank cảm hiện "
        "giờ bây hôm today now currently của về vào các những đã đang sẽ cũng vẫn rồi the a an of "
        "for in at then và trong ở đó này đến tới nay ra phải thì mà {since} {until} {period} "
        "{day} {n}",
    ),
    # Words that say little by themselves.
    (
        0.1,
        "cho từ theo một phần toàn tất cả mọi hết ngay lại mới cái việc nhằm để hành issued issue "
        "adopted has have had that this those its their it any every other others khác full "
        "complete tỉnh đảng cấp trên chính phủ nhà nước pháp legal không chưa ko k ever yet still "
        "đi on thật hay tên gồm lên xuống ngày under current mục nhau gần đây lần dưới between "
        "both either or hoặc nữa ngoài từng dùng trước bắt đầu còn bộ trị thủ tướng quốc hội ủy "
        "ban trung ương đơn vị cơ quan mặc dù nó nhưng although though but even qua thời kỳ so "
        "far xây dựng chịu bác new nhất latest newest we they one s will would kiểm kể date there "
        "thế như to from with as through giữa",
    ),
    # Nouns for what is asked, and words that make a statement passive or an equation.
    (
        0.3,
        "văn bản nghị định quyết thông tư chỉ thị luật kế hoạch chương trình đề án công quy "
        "document documents instrument instruments decree decrees law laws plan plans text texts "
        "circular circulars resolution resolutions decision decisions là có is are was were been "
        "be being",
    ),
    # Words that ask.
    (0.8, "nào gì đâu ai what which who where how mấy"),
    # The passive of Vietnamese, which is as often mere politeness.
    (1.5, "được đc dc"),
)

#: Said to a reader and not to the graph; taken out before the question is read.
POLITE = (
    "bác nào biết|ai biết|có ai biết|bạn nào biết|anh nào biết|cho hỏi|xin hỏi|cho tôi hỏi|"
    "cho biết|không biết|không rõ|có phải là|có phải|right|is it so that|phải không|"
    "is it true that|do you know|check whether|i wonder"
)

#: Asks for what the graph cannot tell; a question with one of these is not understood.
BEYOND = (
    "mẫu|biểu mẫu|template|sample|đọc|read|toàn văn|full text|can i|may i|có được phép|có nên|"
    "should i|should we|áp dụng cho|áp dụng đối với|đối tượng|tại sao|vì sao|why|lý do|soạn|viết|"
    "thảo|dự thảo|tóm tắt|dịch sang|tải về|tải xuống|download|ai ký|người ký|signed|signer|"
    "mấy trang|bao nhiêu trang|số trang|mấy điều|bao nhiêu điều|điều {n}|khoản {n}|nội dung|"
    "vấn đề|mức phạt|draft|write|summarize|summarise|translate|pages|author|article|clause|"
    "content|print"
)

#: Makes a question one about all steps.
INDIRECT = (
    "gián tiếp|kể cả gián tiếp|trực tiếp và gián tiếp|trực tiếp hoặc gián tiếp|"
    "trực tiếp hay gián tiếp|cả trực tiếp lẫn gián tiếp|mọi cấp|các cấp|toàn bộ cây|cây|"
    "nhiều bước|các bước|bắc cầu|indirectly|indirect|transitively|transitive|"
    "directly or indirectly|directly and indirectly|all levels|every level|recursively"
)

#: Makes a question one about the first step alone.
DIRECT = "trực tiếp|directly|direct"
